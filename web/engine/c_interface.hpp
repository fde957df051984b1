// The module's functions, for any language. Texts are UTF-8 and end with a zero byte. Nothing is thrown. Who gets a
// text gives it back with permap_free; a null means that not even the reply found memory.
#pragma once

extern "C" {

const char* permap_version();  // "permap 0.1.0"; not to be freed
char* permap_fingerprint(const char* request);
char* permap_simulate(const char* request);
void permap_free(char* reply);
}
