// Trains the refiner that makes synthetic images look real.
// Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ Integer (label = "Fold", value = 0, min = 0, description = "0 is all data", persist = false) fold
#@ String (label = "Preset", choices = {"quick", "standard", "paper"}, value = "standard", persist = false) preset
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.TrainSimGanCommand"), true,
	[study: study, fold: fold, preset: preset, seed: seed, resume: true, show: false]).get()
println "Train SimGAN: done, see " + study
