// Evaluate Augmentation with the keys of the argument: a share of the cells, or all that is missing and the tables.
run("Evaluate Augmentation", getArgument() + " show=false");
