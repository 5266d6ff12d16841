// From raw scans to the report: preprocessing, E-GAN, SimGAN, evaluation, image quality, report.
//
// Argument: "input=… study=… preset=… seed=…", and any other key of "Run Full Pipeline"; a value with spaces is enclosed in [ ].
// Defaults: the phantoms in sample-data, a folder "study" next to it, preset quick, seed 1. After an interruption, run the macro
// again to continue.

var options = getArgument();

addDefault("input", "sample-data");
addDefault("study", "study");
addDefault("preset", "quick");
addDefault("seed", "1");
addDefault("resume", "true");
addDefault("show", "false");

run("Run Full Pipeline", options);

study = value("study", "");
print(File.openAsString(study + "/evaluation/table.csv"));
print("Report: " + study + "/report/index.html");

function addDefault(key, text) {
	given = value(key, "");
	if (given == "") options = options + " " + key + "=[" + text + "]";
}

function value(key, absent) {
	return call("ij.Macro.getValue", options, key, absent);
}
