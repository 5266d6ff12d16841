#
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
#

"""Stands in for PyImageJ in a test: its gateway over JPype, with the services of SciJava and no ImageJ2."""
import glob
import os

import jpype
import scyjava


def init(folder):
    # The folder of a Fiji, in real life; here the class path of the tests, and what Debian keeps of JPype outside its package.
    places = os.environ["CMRGAN_CLASSPATH"].split(os.pathsep) + glob.glob("/usr/share/java/org.jpype.jar")
    jpype.startJVM(*scyjava.config.options, "-Djava.awt.headless=true", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                   classpath=places, convertStrings=False)
    return Gateway()


class Gateway:
    def __init__(self):
        # Not empty: without an argument, JPype takes the constructor of any number of services, which is of none.
        self.context = jpype.JClass("org.scijava.Context")(False)
        self.py = Conversions()

    def _service(self, name):
        return self.context.service(jpype.JClass(name).class_)

    def command(self):
        return self._service("org.scijava.command.CommandService")

    def module(self):
        return self._service("org.scijava.module.ModuleService")

    def io(self):
        return self._service("org.scijava.io.IOService")


class Conversions:
    """Those of scyjava: whole numbers to Integer, others to Float, words to String."""

    @staticmethod
    def to_java(values):
        types = {bool: "Boolean", int: "Integer", float: "Float", str: "String"}
        out = jpype.JClass("java.util.LinkedHashMap")()
        for key, value in values.items():
            out.put(jpype.JString(key), jpype.JClass("java.lang." + types[type(value)])(value))
        return out
