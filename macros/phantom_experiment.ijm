// The paper's experiment on simulated patients: 298 phantom images (221 patients, 77 non-patients), four folds, a small network,
// ResNet-50 and Xception, each trained on real images alone, with classic augmentation, with E-GAN and with SimGAN images.
//
// Argument: "study=… preset=… seed=…", and subjects, slices and patients of "Make Phantom Data", and classifiers, arms, multiples,
// repeats and epochs of "Evaluate Augmentation"; a value with spaces is enclosed in [ ]. Defaults: the folder "phantom-study", with
// the scans in "phantom-study-scans", preset standard, seed 1. After an interruption, run the macro again to continue.

var options = getArgument();

study = value("study", "phantom-study");
seed = " seed=" + value("seed", "1");
scans = study + "-scans";

if (!File.exists(scans + "/subjects.csv"))
	run("Make Phantom Data", "output=[" + scans + "] subjects=" + value("subjects", "298") + " slices=" + value("slices", "1")
		+ " patients=" + value("patients", "0.7416") + seed + " show=false");
run("Preprocess MHA ROI", "input=[" + scans + "] study=[" + study + "]" + seed + " show=false");
run("Evaluate Augmentation", "study=[" + study + "] preset=" + value("preset", "standard") + seed
	+ given("classifiers") + given("arms") + given("multiples") + given("repeats") + given("epochs") + " show=false");
run("Image Quality Report", "study=[" + study + "] fold=1" + seed + " show=false");
run("Write Report", "study=[" + study + "] show=false");

print(File.openAsString(study + "/evaluation/table.csv"));
print("Report: " + study + "/report/index.html");

function given(key) {
	text = value(key, "");
	if (text == "") return "";
	return " " + key + "=[" + text + "]";
}

function value(key, absent) {
	return call("ij.Macro.getValue", options, key, absent);
}
