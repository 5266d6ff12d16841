# Draws synthetic images of each class: so many times the real ones.
# Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ Integer (label = "Fold", value = 0, min = 0, description = "0 is all data", persist = false) fold
#@ Integer (label = "Multiple of the real images", value = 3, min = 1, persist = false) multiple
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.SynthesizeEGanCommand"), True,
    {"study": study, "fold": fold, "multiple": multiple, "seed": seed, "show": False}).get()
print("Synthesize E-GAN: done, see %s" % study)
