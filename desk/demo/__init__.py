# SPDX-License-Identifier: Apache-2.0
"""The demonstration desk and the tour: everybody in them is invented and every paper says so."""

from desk.demo.exporting import TourStep
from desk.demo.samples import SHAPES, create_demonstration, demo_passages, furnish
from desk.demo.tour import tour

__all__ = ["SHAPES", "TourStep", "create_demonstration", "demo_passages", "furnish", "tour"]
