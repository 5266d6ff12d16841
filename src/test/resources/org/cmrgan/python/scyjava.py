#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Stands in for scyjava in a test: it keeps the options of Java until imagej.init starts it."""


class config:
    options = []

    @classmethod
    def add_option(cls, option):
        cls.options.append(option)
