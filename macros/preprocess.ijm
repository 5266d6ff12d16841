// From raw scans to a study: resamples, crops to the ROI, normalises, and divides the subjects into folds.
//
// Argument: "input=… study=…", and any other key of "Preprocess MHA ROI". Defaults: the phantoms in sample-data, the folder "study".

var options = getArgument();

addDefault("input", "sample-data");
addDefault("study", "study");
addDefault("seed", "1");
addDefault("show", "false");

run("Preprocess MHA ROI", options);

study = value("study");
print("Real images: " + study + "/real/images.mha");

function addDefault(key, text) {
	given = value(key);
	if (given == "") options = options + " " + key + "=[" + text + "]";
}

function value(key) {
	return call("ij.Macro.getValue", options, key, "");
}
