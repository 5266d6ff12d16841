# Puts all that is in the study on one page.
# Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Study folder", style = "directory", persist = false) study
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.ReportCommand"), True,
    {"study": study, "show": False}).get()
print("Write Report: done, see %s" % study)
