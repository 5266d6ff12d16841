/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.GridLayout;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.Timer;
import javax.swing.WindowConstants;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.table.AbstractTableModel;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.NewStudyJob;
import org.cmrgan.preprocess.FolderConfig;
import org.cmrgan.preprocess.FolderTable;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

import ij.IJ;

/**
 * Shows the table that New Study from Folder is about to write, with a picture of each image and its region. Pattern
 * and labels are applied as they are typed. The user can correct subjects and labels, exclude images and draw missing
 * regions.
 */
public final class FolderWizard implements Job {
	private static final int SIDE = 96;
	private static final int TYPING_MILLIS = 400;
	private static final int PICTURE = 1;
	private static final String[] COLUMNS = { "use", "image", "file", "region", "subject", "label" };

	private final Map<String, String> given;
	private final List<Entry> entries = new ArrayList<>();
	private final Model model = new Model();
	private final JLabel words = new JLabel(" ");
	private final JTextField pattern = new JTextField(28);
	private final JTextField labels = new JTextField(24);
	/** What was corrected by hand, by image: another pattern does not undo it. */
	private final Map<Path, Entry> corrected = new TreeMap<>();
	/** Large folders take their time, and the window answers meanwhile. */
	private ExecutorService finder;
	private ExecutorService painter;
	/** Counts the searches: the result of an earlier one comes too late. */
	private int search;
	private Path folder;
	private JFrame frame;

	private static final class Entry {
		FolderTable.Row row;
		boolean used = true;
		Optional<String> subject = Optional.empty();
		Optional<String> label = Optional.empty();
		ImageIcon picture;

		Entry(final FolderTable.Row row) {
			this.row = row;
		}

		/** Takes the row of a search, and keeps what was corrected. */
		void take(final FolderTable.Row found) {
			row = found.with(subject.orElse(found.subject()), label.orElse(found.label()));
		}
	}

	private FolderWizard(final Map<String, String> given) {
		this.given = new LinkedHashMap<>(given);
	}

	/**
	 * {@return the job that opens the window, or the job that writes the table at once: in a macro, and when Java is
	 * headless}
	 *
	 * @param given text by key of {@link FolderConfig}
	 * @throws UserError if a value is not valid
	 */
	public static Job orTable(final Map<String, String> given) {
		final Job job = NewStudyJob.of(given);
		return Windows.canShow() && !IJ.isMacro() ? new FolderWizard(given) : job;
	}

	@Override
	public String name() {
		return Menu.NEW_STUDY;
	}

	@Override
	public void run(final RunContext context) {
		// Errors of the folder itself are thrown; errors that a pattern can correct are shown in the window.
		final FolderConfig config = FolderConfig.of(given);
		if (!java.nio.file.Files.isDirectory(config.input()))
			throw UserError.of("The input %s is not a folder: give the folder that contains the images.",
					config.input());
		EventQueue.invokeLater(this::open);
		context.info("Correct the table in its window, then press Write table.");
	}

	private void open() {
		finder = thread("CMR GAN folder");
		painter = thread("CMR GAN pictures");
		pattern.setText(given.getOrDefault(FolderConfig.PATTERN.name(), "auto"));
		labels.setText(given.getOrDefault(FolderConfig.LABELS.name(), "auto"));
		final Timer typing = new Timer(TYPING_MILLIS, e -> find());
		typing.setRepeats(false);
		listen(pattern, typing);
		listen(labels, typing);
		frame = new JFrame(Menu.NEW_STUDY);
		frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
		frame.addWindowListener(new java.awt.event.WindowAdapter() {
			@Override
			public void windowClosed(final java.awt.event.WindowEvent e) {
				finder.shutdownNow();
				painter.shutdownNow();
			}
		});
		final JTable table = new JTable(model);
		table.setRowHeight(SIDE + 4);
		final int[] widths = { 40, SIDE + 8, 280, 160, 110, 110 };
		for (int i = 0; i < widths.length; i++) table.getColumnModel().getColumn(i).setPreferredWidth(widths[i]);
		table.putClientProperty("terminateEditOnFocusLost", true);
		final JPanel top = new JPanel(new GridLayout(0, 1));
		top.add(line("Pattern", pattern, "{label}/{subject}_*: * is any name, ** any folders"));
		top.add(line("Labels", labels, "to keep, renamed after a colon: HCM:patient,NOR:normal"));
		final JPanel buttons = new JPanel();
		button(buttons, "Draw missing regions", this::draw);
		button(buttons, "Write table", this::write);
		button(buttons, "Cancel", frame::dispose);
		final JPanel bottom = new JPanel(new BorderLayout());
		words.setBorder(javax.swing.BorderFactory.createEmptyBorder(4, 10, 4, 10));
		bottom.add(words, BorderLayout.CENTER);
		bottom.add(buttons, BorderLayout.SOUTH);
		frame.add(top, BorderLayout.NORTH);
		frame.add(new JScrollPane(table), BorderLayout.CENTER);
		frame.add(bottom, BorderLayout.SOUTH);
		frame.setSize(860, 620);
		frame.setLocationByPlatform(true);
		find();
		frame.setVisible(true);
	}

	private static JPanel line(final String label, final JTextField field, final String hint) {
		final JPanel out = new JPanel(new java.awt.FlowLayout(java.awt.FlowLayout.LEFT));
		final JLabel name = new JLabel(label);
		name.setPreferredSize(new java.awt.Dimension(60, name.getPreferredSize().height));
		out.add(name);
		out.add(field);
		final JLabel small = new JLabel(hint);
		small.setForeground(java.awt.Color.GRAY);
		out.add(small);
		return out;
	}

	private static void button(final JPanel to, final String name, final Runnable action) {
		final JButton button = new JButton(name);
		button.addActionListener(e -> action.run());
		to.add(button);
	}

	private static void listen(final JTextField field, final Timer typing) {
		field.getDocument().addDocumentListener(new DocumentListener() {
			@Override
			public void insertUpdate(final DocumentEvent e) {
				typing.restart();
			}

			@Override
			public void removeUpdate(final DocumentEvent e) {
				typing.restart();
			}

			@Override
			public void changedUpdate(final DocumentEvent e) {
				typing.restart();
			}
		});
	}

	private static ExecutorService thread(final String name) {
		return Executors.newSingleThreadExecutor(task -> {
			final Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	/** Reads the folder again with the current fields. */
	private void find() {
		if (finder.isShutdown()) return;
		given.put(FolderConfig.PATTERN.name(), pattern.getText());
		given.put(FolderConfig.LABELS.name(), labels.getText());
		final Map<String, String> asked = Map.copyOf(given);
		final int number = ++search;
		finder.execute(() -> {
			try {
				final FolderTable table = FolderTable.unchecked(FolderConfig.of(asked));
				EventQueue.invokeLater(() -> show(number, table));
			} catch (final UserError e) {
				EventQueue.invokeLater(() -> show(number, e));
			}
		});
	}

	private void show(final int number, final FolderTable table) {
		if (number != search || painter.isShutdown()) return;
		folder = table.folder();
		final Map<Path, Entry> before = new TreeMap<>(corrected);
		for (final Entry entry : entries) before.put(entry.row.image(), entry);
		entries.clear();
		for (final FolderTable.Row row : table.rows()) {
			final Entry entry = before.getOrDefault(row.image(), new Entry(row));
			entry.take(row);
			entries.add(entry);
			if (entry.picture == null) paint(entry);
		}
		say(table.notes());
		model.fireTableDataChanged();
	}

	private void show(final int number, final UserError error) {
		if (number != search) return;
		entries.clear();
		words.setText("<html>" + error.getMessage() + "</html>");
		model.fireTableDataChanged();
	}

	private void paint(final Entry entry) {
		final FolderTable.Row row = entry.row;
		painter.execute(() -> {
			try {
				final BufferedImage picture = Thumbnail.of(row, SIDE);
				EventQueue.invokeLater(() -> {
					entry.picture = new ImageIcon(picture);
					// This cell alone: a cell that is being edited stays open.
					final int at = entries.indexOf(entry);
					if (at >= 0) model.fireTableCellUpdated(at, PICTURE);
				});
			} catch (final UserError e) {
				EventQueue.invokeLater(() -> words.setText("<html>" + e.getMessage() + "</html>"));
			}
		});
	}

	private void say(final List<String> notes) {
		final Map<String, TreeSet<String>> subjects = new TreeMap<>();
		int missing = 0;
		for (final Entry entry : entries) {
			if (!entry.used) continue;
			subjects.computeIfAbsent(entry.row.label(), l -> new TreeSet<>()).add(entry.row.subject());
			if (!entry.row.isPlaced()) missing++;
		}
		final List<String> lines = new ArrayList<>(notes);
		lines.add(subjects.entrySet().stream().map(e -> e.getValue().size() + " subjects are " + e.getKey())
				.collect(Collectors.joining(", "))
				+ (missing == 0
						? "."
						: "; " + missing + (missing == 1 ? " image has" : " images have")
								+ " no region and will be left out."));
		try {
			FolderTable.check(folder, used());
		} catch (final UserError e) {
			lines.add(e.getMessage());
		}
		words.setText("<html>" + String.join("<br>", lines) + "</html>");
	}

	private List<FolderTable.Row> used() {
		return entries.stream().filter(e -> e.used).map(e -> e.row).collect(Collectors.toList());
	}

	private void draw() {
		final List<FolderTable.Row> missing = entries.stream().filter(e -> e.used && !e.row.isPlaced()).map(e -> e.row)
				.collect(Collectors.toList());
		if (missing.isEmpty()) {
			words.setText("Every image has a region.");
			return;
		}
		new RegionDrawing(frame, missing, (row, file) -> {
			for (final Entry entry : entries) {
				if (!entry.row.image().equals(row.image())) continue;
				entry.row = entry.row.withRegion(file.toString());
				paint(entry);
			}
			say(List.of());
		}).start();
	}

	private void write() {
		final List<FolderTable.Row> rows = used();
		final Path table = FolderConfig.of(given).output();
		if (java.nio.file.Files.exists(table)) {
			words.setText("<html>" + table
					+ " is there already and is not replaced: move it, or give another output.</html>");
			return;
		}
		try {
			FolderTable.check(folder, rows.stream().filter(FolderTable.Row::isPlaced).collect(Collectors.toList()));
			FolderTable.write(rows, table);
		} catch (final UserError e) {
			words.setText("<html>" + e.getMessage() + "</html>");
			return;
		}
		frame.dispose();
		IJ.log("The table is in " + table + ": give it to Preprocess MHA ROI as input.");
	}

	private final class Model extends AbstractTableModel {
		private static final long serialVersionUID = 1L;

		@Override
		public int getRowCount() {
			return entries.size();
		}

		@Override
		public int getColumnCount() {
			return COLUMNS.length;
		}

		@Override
		public String getColumnName(final int column) {
			return COLUMNS[column];
		}

		@Override
		public Class<?> getColumnClass(final int column) {
			return column == 0 ? Boolean.class : column == PICTURE ? ImageIcon.class : String.class;
		}

		@Override
		public boolean isCellEditable(final int row, final int column) {
			return column == 0 || column > 3;
		}

		@Override
		public Object getValueAt(final int row, final int column) {
			final Entry entry = entries.get(row);
			switch (column) {
				case 0 :
					return entry.used;
				case PICTURE :
					return entry.picture;
				case 2 :
					return folder.relativize(entry.row.image()).toString();
				case 3 :
					return entry.row.mask().map(m -> m.getFileName().toString())
							.orElse(entry.row.region().map(FolderWizard::last).orElse("none"));
				case 4 :
					return entry.row.subject();
				default :
					return entry.row.label();
			}
		}

		@Override
		public void setValueAt(final Object value, final int row, final int column) {
			final Entry entry = entries.get(row);
			if (column == 0) entry.used = (Boolean) value;
			else if (column == 4) entry.subject = Optional.of(value.toString().trim());
			else if (column == 5) entry.label = Optional.of(value.toString().trim());
			entry.take(entry.row);
			corrected.put(entry.row.image(), entry);
			fireTableRowsUpdated(row, row);
			say(List.of());
		}
	}

	private static String last(final String region) {
		return region.endsWith(".roi") ? Path.of(region).getFileName().toString() : region;
	}
}
