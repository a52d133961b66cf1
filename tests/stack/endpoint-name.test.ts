import assert from "node:assert/strict";

import { machineSettings } from "../../stack/talos.ts";
import { resolved } from "../config/base.ts";

const dns = { zoneId: "0123456789abcdef0123456789abcdef", name: "api.dev.example.org" };

describe("machineSettings", () => {
  it("puts the name of the DNS record into the API's certificates, or clients that use it would refuse the API", () => {
    const { config } = resolved({ endpoint: { dns } });

    assert.deepEqual(machineSettings(config, "installer").certSans, ["api.dev.example.org"]);
  });

  it("asks for no further name where there is no record", () => {
    assert.deepEqual(machineSettings(resolved().config, "installer").certSans, []);
  });
});
