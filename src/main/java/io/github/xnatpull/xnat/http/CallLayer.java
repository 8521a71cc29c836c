package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;

/** Answers calls, mostly by asking the layer beneath it; {@link HttpGateway} puts the layers together. */
interface CallLayer {
    /**
     * @throws Fault why there is no answer; the layer above may try again
     * @throws FinalFault likewise, where it may not
     */
    <T> T answer(Call<T> call);
}
