package org.cmrgan.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import org.cmrgan.run.Seeds;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Tells Deeplearning4j which parameters an {@link ArchitectureLayer} has, and gives them their first values. */
final class Parameters implements ParamInitializer {
	private static final int SETTLING = 20;

	private final Architecture architecture;

	Parameters(final Architecture architecture) {
		this.architecture = architecture;
	}

	@Override
	public long numParams(final NeuralNetConfiguration configuration) {
		return architecture.length();
	}

	@Override
	public long numParams(final Layer layer) {
		return architecture.length();
	}

	@Override
	public List<String> paramKeys(final Layer layer) {
		return architecture.parameters().stream().map(Architecture.Parameter::name).collect(Collectors.toList());
	}

	@Override
	public List<String> weightKeys(final Layer layer) {
		return names(Architecture.Role.WEIGHT);
	}

	@Override
	public List<String> biasKeys(final Layer layer) {
		return names(Architecture.Role.BIAS);
	}

	@Override
	public boolean isWeightParam(final Layer layer, final String name) {
		return architecture.parameter(name).role() == Architecture.Role.WEIGHT;
	}

	@Override
	public boolean isBiasParam(final Layer layer, final String name) {
		return architecture.parameter(name).role() == Architecture.Role.BIAS;
	}

	private List<String> names(final Architecture.Role role) {
		return architecture.parameters().stream().filter(p -> p.role() == role).map(Architecture.Parameter::name)
				.collect(Collectors.toList());
	}

	@Override
	public Map<String, INDArray> init(final NeuralNetConfiguration configuration, final INDArray flat,
			final boolean fill) {
		if (fill) fill(flat, new Seeds(configuration.getSeed()));
		return getGradientsFromFlattened(configuration, flat);
	}

	@Override
	public Map<String, INDArray> getGradientsFromFlattened(final NeuralNetConfiguration configuration,
			final INDArray flat) {
		final Map<String, INDArray> views = new LinkedHashMap<>();
		for (final Architecture.Parameter p : architecture.parameters())
			views.put(p.name(), Nd4jExecutor.view(flat, p));
		return views;
	}

	private void fill(final INDArray flat, final Seeds seeds) {
		// Each parameter has a stream of its own, so that the threads' order cannot matter.
		final List<float[]> values = architecture.parameters().parallelStream()
				.map(p -> first(p, new SplittableRandom(seeds.of(p.name()))))
				.collect(Collectors.toList());
		for (int i = 0; i < values.size(); i++) {
			final INDArray view = Nd4jExecutor.view(flat, architecture.parameters().get(i));
			try (INDArray first = Nd4j.createFromArray(values.get(i))) {
				view.assign(first.reshape(view.shape()));
			}
		}
		for (final Architecture.Parameter p : architecture.parameters()) if (p.start().isDirection()) {
			final Architecture.Parameter w = architecture.parameters(p.node()).get(0);
			SpectralNorm.settle(Nd4jExecutor.view(flat, w), Nd4jExecutor.view(flat, p), SETTLING);
		}
	}

	private static float[] first(final Architecture.Parameter p, final SplittableRandom random) {
		final float[] values = new float[Math.toIntExact(p.length())];
		final Architecture.Start start = p.start();
		if (start.isNormal()) gaussian(values, start.value(), random);
		else if (start.isDirection()) gaussian(values, 1 / Math.sqrt(values.length), random);
		else
			java.util.Arrays.fill(values, (float) start.value());
		return values;
	}

	/** Marsaglia's polar method; StrictMath, because Math's logarithm may differ in the last bit between Java machines. */
	private static void gaussian(final float[] values, final double deviation, final SplittableRandom random) {
		for (int i = 0; i < values.length; i += 2) {
			double a;
			double b;
			double s;
			do {
				a = 2 * random.nextDouble() - 1;
				b = 2 * random.nextDouble() - 1;
				s = a * a + b * b;
			} while (s >= 1 || s == 0);
			final double factor = deviation * Math.sqrt(-2 * StrictMath.log(s) / s);
			values[i] = (float) (a * factor);
			if (i + 1 < values.length) values[i + 1] = (float) (b * factor);
		}
	}
}
