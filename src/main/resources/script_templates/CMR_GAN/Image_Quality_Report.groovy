// Measures how near the synthetic and refined images are to real ones, and whether any is a copy.
// Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ Integer (label = "Fold", value = 0, min = 0, description = "0 is all data", persist = false) fold
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.QualityCommand"), true,
	[study: study, fold: fold, show: false]).get()
println "Image Quality Report: done, see " + study
