# Refines the synthetic images of a fold.
# Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ Integer (label = "Fold", value = 0, min = 0, description = "0 is all data", persist = false) fold
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.RefineSimGanCommand"), True,
    {"study": study, "fold": fold, "show": False}).get()
print("Refine SimGAN: done, see %s" % study)
