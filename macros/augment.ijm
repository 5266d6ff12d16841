// From a study to synthetic and refined images: trains E-GAN and SimGAN on one fold, then generates and refines images.
//
// Argument: "study=… fold=… preset=… multiple=… seed=…". Defaults: the folder "study", fold 0 (all data), preset quick, 3 synthetic
// images per real one, seed 1. After a cancel, run the macro again to continue.

argument = getArgument();
study = value(argument, "study", "study");
fold = value(argument, "fold", "0");
preset = value(argument, "preset", "quick");
multiple = value(argument, "multiple", "3");
seed = value(argument, "seed", "1");

common = "study=[" + study + "] fold=" + fold + " show=false";
run("Train E-GAN", common + " preset=" + preset + " seed=" + seed);
run("Synthesize E-GAN", common + " multiple=" + multiple + " seed=" + seed);
run("Train SimGAN", common + " preset=" + preset + " seed=" + seed);
run("Refine SimGAN", common);

print("Refined images: " + study + "/fold-" + fold + "/refined/images.mha");

function value(options, key, absent) {
	return call("ij.Macro.getValue", options, key, absent);
}
