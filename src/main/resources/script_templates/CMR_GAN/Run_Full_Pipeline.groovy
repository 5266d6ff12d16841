// From raw scans to the report. A run that was interrupted goes on where it stopped.
// Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Folder or CSV of scans", style = "both", persist = false) input
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ String (label = "Preset", choices = {"quick", "standard", "paper"}, value = "standard", persist = false) preset
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.FullPipelineCommand"), true,
	[input: input, study: study, preset: preset, seed: seed, resume: true, show: false]).get()
println "Run Full Pipeline: done, see " + study
