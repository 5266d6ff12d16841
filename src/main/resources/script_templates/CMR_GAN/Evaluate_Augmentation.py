# Trains classifiers with and without the added images, fold by fold, and compares them.
# Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ String (label = "Preset", choices = {"quick", "standard", "paper"}, value = "standard", persist = false) preset
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.EvaluateCommand"), True,
    {"study": study, "preset": preset, "seed": seed, "resume": True, "show": False}).get()
print("Evaluate Augmentation: done, see %s" % study)
