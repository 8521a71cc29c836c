package io.github.xnatpull.batch;
