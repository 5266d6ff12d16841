// From raw scans to the report: preprocess, E-GAN, SimGAN, evaluation, image quality, report.
//
// Argument: "input=… study=… preset=… seed=…", and any other key of "Run Full Pipeline"; a value with spaces stands in [ ].
// What is left out is: the phantoms in sample-data, a folder "study" beside it, preset quick, seed 1.
// A run that was interrupted goes on where it stopped when the macro is run again.

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
