package org.cmrgan.ui;

import java.util.LinkedHashMap;
import java.util.Map;

import org.cmrgan.run.UserError;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** The inputs of one of the suite's commands that a user gives: text and flags. */
final class CommandInputs {
	private final Module module;
	private final String name;
	private final Map<String, ModuleItem<?>> items = new LinkedHashMap<>();

	/** Initialises the command, which describes its inputs then. */
	CommandInputs(final Module module) {
		this.module = module;
		this.name = module.getInfo().getMenuPath().getLeaf().getName();
		try {
			module.initialize();
		} catch (final MethodCallException e) {
			throw new IllegalStateException(e);
		}
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() == String.class || item.getType() == boolean.class) items.put(item.getName(), item);
	}

	/** The menu leaf. */
	String name() {
		return name;
	}

	/**
	 * Takes the values from a macro's options.
	 *
	 * @throws UserError if the command has no such key, or a flag is neither true nor false
	 */
	void take(final String options) {
		MacroOptions.parse(name, options, items.keySet())
				.forEach((key, text) -> module.setInput(key, value(items.get(key), text)));
	}

	/**
	 * Asks the user for the values.
	 *
	 * @param recorded whether the dialog tells ImageJ's recorder, because nobody else does
	 * @return false if the user closed the dialog without OK
	 */
	boolean ask(final boolean recorded) {
		return new ParameterDialog(name, items).ask(module, recorded);
	}

	/** True if a caller gave a value already. */
	boolean isGiven() {
		return items.keySet().stream().anyMatch(module::isInputResolved);
	}

	/** Nobody else shall ask for these inputs. */
	void resolve() {
		items.keySet().forEach(module::resolveInput);
	}

	private Object value(final ModuleItem<?> item, final String text) {
		if (item.getType() == String.class) return text;
		if (text.isBlank()) return item.getDefaultValue();
		if ("true".equalsIgnoreCase(text)) return true;
		if ("false".equalsIgnoreCase(text)) return false;
		throw UserError.of("%s=%s is neither true nor false.", item.getName(), text);
	}
}
