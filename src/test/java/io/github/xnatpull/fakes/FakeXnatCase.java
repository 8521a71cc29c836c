package io.github.xnatpull.fakes;

import static io.github.xnatpull.fakes.Requests.path;
import static io.github.xnatpull.fakes.Requests.resource;

import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;

/** A fake with one resource of five files, and a plain client for it. */
abstract class FakeXnatCase {
    final FakeXnat fake = FakeXnat.serving(MiniatureArchives.scaled(1, 1, 1, 5, 3_000));
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final Resource resource = fake.archive().resources().iterator().next();

    @AfterEach
    void close() {
        fake.close();
    }

    HttpRequest request(String path) {
        String basic = Base64.getEncoder().encodeToString("demo:demo".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(fake.url() + path))
                .header("Authorization", "Basic " + basic)
                .build();
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(request(path), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> zip() throws IOException, InterruptedException {
        return get(resource.uri() + "/files?format=zip");
    }

    static List<String> names(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            in.readAllBytes();
            names.add(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
        }
        return names;
    }
}
