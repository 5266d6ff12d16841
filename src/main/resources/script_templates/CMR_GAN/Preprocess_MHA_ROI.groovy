// Makes a study of raw scans: resampled, cut to the region of interest, normalised, divided into folds by subject.
// Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Folder or CSV of scans", style = "both", persist = false) input
#@ File (label = "New study folder", style = "directory", persist = false) study
#@ Integer (label = "Folds", value = 4, min = 2, persist = false) folds
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.PreprocessCommand"), true,
	[input: input, study: study, folds: folds, seed: seed, show: false]).get()
println "Preprocess MHA ROI: done, see " + study
