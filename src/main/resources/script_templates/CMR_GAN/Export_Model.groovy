// Writes a network of a study as a file for other programs.
// Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ String (label = "Network", choices = {"generator", "refiner"}, persist = false) network
#@ String (label = "Class", description = "of a generator, or of a refiner for each class", required = false, persist = false) label
#@ String (label = "Format", choices = {"onnx", "safetensors", "bioimageio"}, persist = false) format
#@ File (label = "Output file", style = "save", persist = false) output
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.ExportModelCommand"), true,
	[study: study, network: network, label: label, format: format, output: output]).get()
println "Export Model: done, see " + output
