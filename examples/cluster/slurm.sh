#!/bin/bash
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#
# slurm.sh FOLDS SHARES: submits the networks of each fold, then the shares of the cells, then the tables. Set the variables that
# run.sh names first. Further options of sbatch, such as --time or --partition, go into SBATCH_… variables or behind the numbers.
set -eu
folds=$1 shares=$2
shift 2
run=$CMRGAN_HOME/examples/cluster/run.sh
networks=$(sbatch --parsable --cpus-per-task=1 --array=1-"$folds" "$@" --wrap "bash '$run' fold \$SLURM_ARRAY_TASK_ID")
cells=$(sbatch --parsable --cpus-per-task=1 --array=1-"$shares" --dependency=afterok:"$networks" "$@" --wrap "bash '$run' share \$SLURM_ARRAY_TASK_ID $shares")
sbatch --parsable --cpus-per-task=1 --dependency=afterok:"$cells" "$@" --wrap "bash '$run' gather"
