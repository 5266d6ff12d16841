// Writes scans of phantom hearts, with masks and a table of subjects, to try the rest with.
// Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "New folder", style = "directory", persist = false) output
#@ Integer (label = "Subjects", value = 100, min = 2, persist = false) subjects
#@ Integer (label = "Slices of each", value = 3, min = 1, persist = false) slices
#@ Double (label = "Share of patients", value = 0.75, min = 0, max = 1, persist = false) patients
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.MakePhantomCommand"), true,
	[output: output, subjects: subjects, slices: slices, patients: patients, seed: seed, show: false]).get()
println "Make Phantom Data: done, see " + output
