// From a study to the report: the experiment over all folds, image quality, and one page with tables and figures. Networks that a
// fold lacks are trained.
//
// Argument: "study=…", and any other key of "Evaluate Augmentation". Defaults: the folder "study", preset quick.

var options = getArgument();

addDefault("study", "study");
addDefault("preset", "quick");
addDefault("seed", "1");
addDefault("show", "false");

run("Evaluate Augmentation", options);

study = value("study");
run("Image Quality Report", "study=[" + study + "] fold=1 show=false");
run("Write Report", "study=[" + study + "] show=false");
print(File.openAsString(study + "/evaluation/table.csv"));
print("Report: " + study + "/report/index.html");

function addDefault(key, text) {
	given = value(key);
	if (given == "") options = options + " " + key + "=[" + text + "]";
}

function value(key) {
	return call("ij.Macro.getValue", options, key, "");
}
