package io.github.xnatpull.cli;
