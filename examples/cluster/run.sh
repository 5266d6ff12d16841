#!/bin/bash
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#
# run.sh fold K | share I N | gather: one job of an evaluation that a scheduler spreads over computers. What it needs comes from
# the environment, which schedulers hand on:
#   CMRGAN_CLASSPATH  the suite and its libraries, see docs/guide/clusters.md
#   CMRGAN_HOME       the folder that holds the folders macros and examples
#   STUDY             the study, preprocessed, on a disk that all computers see
#   PRESET, SEED, MULTIPLE, KEYS  preset, seed, multiple of added images, further keys of Evaluate Augmentation
#   CMRGAN_ISA        the instruction set that all computers have; CMRGAN_CACHE: a local folder for native libraries
set -eu
# One thread a job, and one instruction set: else results depend on where a job ran.
java="java -Xmx${CMRGAN_HEAP:-2g} -Djava.awt.headless=true --add-opens=java.base/java.lang=ALL-UNNAMED -Dorg.cmrgan.threads=1"
[ -z "${CMRGAN_ISA:-}" ] || java="$java -Dorg.cmrgan.isa=$CMRGAN_ISA"
[ -z "${CMRGAN_CACHE:-}" ] || java="$java -Dorg.bytedeco.javacpp.cachedir=$CMRGAN_CACHE"
common="study=[$STUDY] preset=${PRESET:-standard} seed=${SEED:-1}"
evaluate="$common multiples=${MULTIPLE:-3} ${KEYS:-}"
case $1 in
fold) macro=macros/augment.ijm keys="$common fold=$2 multiple=${MULTIPLE:-3}" ;;
share) macro=examples/cluster/evaluate.ijm keys="$evaluate cells=$2/$3" ;;
gather) macro=examples/cluster/evaluate.ijm keys=$evaluate ;;
*) echo "run.sh fold K | share I N | gather" >&2; exit 2 ;;
esac
export OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive
exec $java -cp "$CMRGAN_CLASSPATH" org.cmrgan.ui.Headless "$CMRGAN_HOME/$macro" "$keys"
