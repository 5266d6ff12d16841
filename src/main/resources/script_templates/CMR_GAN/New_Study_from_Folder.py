# Finds images, masks and ROIs in a folder, and writes the table of subjects that Preprocess MHA ROI takes.
# Every other key of docs/reference/commands.md can be added. A command that fails ends the script.
#@ File (label = "Folder of images", style = "directory", persist = false) input
#@ String (label = "Pattern", value = "auto", persist = false) pattern
#@ String (label = "Labels", value = "auto", persist = false) labels
#@ CommandService commands
#@ ModuleService modules

modules.run(commands.getCommand("org.cmrgan.command.NewStudyCommand"), True,
    {"input": input, "pattern": pattern, "labels": labels, "show": False}).get()
print("New Study from Folder: done, see " + str(input) + "/subjects.csv")
