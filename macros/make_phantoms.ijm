// Writes simulated scans of hearts, with masks and subjects.csv, for trying out the suite.
//
// Argument: "output=…", and any other key of "Make Phantom Data". Defaults: the folder "phantoms", 24 subjects.

var options = getArgument();

addDefault("output", "phantoms");
addDefault("subjects", "24");
addDefault("seed", "1");
addDefault("show", "false");

run("Make Phantom Data", options);

output = value("output");
print("Raw scans: " + output + "/subjects.csv");

function addDefault(key, text) {
	given = value(key);
	if (given == "") options = options + " " + key + "=[" + text + "]";
}

function value(key) {
	return call("ij.Macro.getValue", options, key, "");
}
