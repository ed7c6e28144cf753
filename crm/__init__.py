"""The frame of the house: settings, addresses and the rooms every other room stands on."""
