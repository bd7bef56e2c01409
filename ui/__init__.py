# SPDX-License-Identifier: Apache-2.0
from ui.lasting_none import keep_none

keep_none()
