import assert from "node:assert/strict";
import { known, marked, withSecrets } from "../../../simulator/core/wire.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("known", () => {
  it("unwraps secrets and leaves out what is unknown", () => {
    const wire = {
      token: secret({ id: "a", later: unknown }),
      size: unknown,
      list: [1, secret(2)],
      gone: null,
    };

    assert.deepEqual(known(wire), { token: { id: "a" }, list: [1, 2] });
  });

  it("takes a list with an unknown element for unknown, so that positions keep their meaning", () => {
    assert.deepEqual(known({ disks: [{ size: 1 }, unknown], names: [["a"], [unknown]] }), {});
  });
});

describe("marked", () => {
  it("wraps what was secret and leaves the rest readable", () => {
    const origin = { stdin: secret("key"), data: { user: "a", password: secret("b") } };

    assert.deepEqual(marked({ stdin: "key", data: { user: "a", password: "b" }, id: 1 }, origin), {
      ...origin,
      id: 1,
    });
  });

  it("puts unknown values back, also where a default took their place", () => {
    const origin = { address: unknown, disks: [{ size: 1 }, unknown], port: unknown, init: { dns: unknown } };

    assert.deepEqual(marked({ port: 1, disks: [], init: {} }, origin), origin);
  });

  it("hides a value of another shape as a whole when its origin had a secret in it", () => {
    assert.deepEqual(marked({ config: "user:b" }, { config: { password: secret("b") } }), {
      config: secret("user:b"),
    });
  });

  it("does not wrap twice", () => {
    assert.deepEqual(marked({ token: secret("a") }, { token: secret("b") }), { token: secret("a") });
  });
});

describe("withSecrets", () => {
  it("wraps the values at the paths and passes over paths that lead nowhere", () => {
    const wire = { client: { key: "a", host: "b" }, token: secret("c") };

    assert.deepEqual(withSecrets(wire, ["client.key", "token", "token.part", "nothing.there"]), {
      client: { key: secret("a"), host: "b" },
      token: secret("c"),
    });
  });
});
