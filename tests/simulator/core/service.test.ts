import assert from "node:assert/strict";
import { Calls } from "../../../simulator/core/calls.ts";
import type { Properties, SimulatedPackage, SimulatedResource } from "../../../simulator/core/kind.ts";
import { Service } from "../../../simulator/core/service.ts";
import { openWorld, type WorldFile } from "../../../simulator/core/world.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** A thing with a name that can't change, a size, and a serial number that the cloud makes up anew at each change. */
const thing: SimulatedResource = {
  schema: {
    name: { type: "string", required: true },
    size: { type: "number" },
    tags: { type: "array" },
    token: { type: "string" },
  },
  replaceOn: ["name"],
  volatileOutputs: ["serial"],
  secretOutputs: ["password"],
  defaults: (inputs) => ({ size: 1, ...inputs }),
  create: (inputs, { world }) => {
    world.put("thing", String(inputs["name"]), inputs);
    return { id: String(inputs["name"]), outputs: { ...inputs, serial: 1, password: "made up" } };
  },
  read: (id, _outputs, { world }) => {
    const found = world.get<Properties>("thing", id);
    return found && { id, outputs: { ...found, serial: 1, password: "made up" } };
  },
  update: (id, outputs, inputs) => ({ id, outputs: { ...inputs, serial: Number(outputs["serial"]) + 1 } }),
  seconds: (operation) => (operation === "create" ? 7 : 0),
};

let configured: Properties | undefined;

const served: SimulatedPackage = {
  name: "things",
  version: "1.0.0",
  configSchema: {
    endpoint: { type: "string", required: true },
    insecure: { type: "boolean" },
    retries: { type: "number" },
  },
  configReplaceOn: ["endpoint"],
  configure: (config) => {
    configured = config;
  },
  resource: (token) => (token === "things:index:Thing" ? thing : undefined),
  invoke: (token, args) => ({ token, ...args, key: "k" }),
  secretResults: () => ["key"],
};

const subject = { urn: "urn:pulumi:dev::p::things:index:Thing::a", type: "things:index:Thing" };

describe("Service", () => {
  let world: WorldFile;
  let service: Service;

  beforeEach(() => {
    world = openWorld(":memory:");
    service = new Service(served, new Calls(world, 0));
  });

  afterEach(() => {
    world.close();
  });

  it("decodes the provider's configuration, which the SDK sends as text", async () => {
    const args = {
      endpoint: "true",
      insecure: "true",
      retries: secret("3"),
      version: "1.0.0",
      __internal: {},
    };

    assert.deepEqual(service.checkConfig(args), []);
    await service.configure("urn::provider", args);
    assert.deepEqual(configured, { endpoint: "true", insecure: true, retries: 3 });
  });

  it("objects to configuration of another shape", () => {
    const properties = service.checkConfig({ insecure: "yes", port: 1 }).map(({ property }) => property);

    assert.deepEqual(properties, ["endpoint", "insecure", "port"]);
    assert.deepEqual(service.checkConfig({ endpoint: unknown }), [], "what is unknown yet is not missing");
  });

  it("says which change of the configuration replaces the provider", () => {
    const found = service.diffConfig(
      { endpoint: "a", retries: "1" },
      { endpoint: secret("b"), retries: "2" },
    );

    assert.deepEqual(
      found.map(({ path, replace }) => [path, replace]),
      [
        ["endpoint", true],
        ["retries", false],
      ],
    );
  });

  it("fills in defaults, but not over what is only unknown yet, and keeps secrets wrapped", async () => {
    const given = { name: secret("a"), size: unknown };

    assert.deepEqual(await service.check(subject, given), { inputs: given, failures: [] });
    assert.deepEqual((await service.check(subject, { name: "a" })).inputs, { name: "a", size: 1 });
  });

  it("objects to inputs that are not as the schema says", async () => {
    const { failures } = await service.check(subject, { size: "1" });

    assert.deepEqual(
      failures.map(({ property }) => property),
      ["name", "size"],
    );
  });

  it("plans a creation with the inputs alone: the rest is unknown", async () => {
    const inputs = { name: "a", tags: [unknown] };

    assert.deepEqual(await service.create(subject, inputs, true), { id: "", properties: inputs });
    assert.deepEqual(world.list("thing"), []);
  });

  it("hides outputs that are secret by nature, or that came from a secret", async () => {
    const { properties } = await service.create(subject, { name: "a", token: secret("t") }, false);

    assert.deepEqual(properties, { name: "a", token: secret("t"), serial: 1, password: secret("made up") });
  });

  it("plans an update with what stays as it is, and leaves out what may change", async () => {
    const olds = { name: "a", size: 1, tags: ["x"], serial: 1, password: secret("p") };
    const news = { name: "a", size: unknown };

    assert.deepEqual(
      await service.update(subject, "a", olds, { name: "a", size: 1, tags: ["x"] }, news, true),
      {
        name: "a",
        size: unknown,
        password: secret("p"),
      },
    );
  });

  it("updates with what the resource says", async () => {
    const news = { name: "a", size: secret(2) };

    assert.deepEqual(await service.update(subject, "a", { serial: 1 }, {}, news, false), {
      ...news,
      serial: 2,
    });
  });

  it("compares inputs, and replaces where it must", async () => {
    const found = await service.diff(subject, { name: secret("a"), size: 1 }, { name: "b", size: unknown });

    assert.deepEqual(found, [
      { path: "name", kind: "update", replace: true },
      { path: "size", kind: "update", replace: false },
    ]);
  });

  it("finds what drifted among the inputs, and nothing beside them", async () => {
    world.put("thing", "a", { name: "a", size: 5, tags: ["x", "y"], token: "t" });

    const found = await service.read(
      subject,
      "a",
      { token: secret("t") },
      { name: "a", size: 1, tags: ["x"], token: secret("t") },
    );

    assert.deepEqual(found?.inputs, { name: "a", size: 5, tags: ["x", "y"], token: secret("t") });
    assert.deepEqual(found.properties["token"], secret("t"));
    assert.equal(found.properties["serial"], 1);
  });

  it("tells when a resource is gone", async () => {
    assert.equal(await service.read(subject, "a", {}, {}), undefined);
  });

  it("marks results of functions that are secret", async () => {
    const result = await service.invoke("things:index:get", { a: secret(1) }, false);

    assert.deepEqual(result, { token: "things:index:get", a: 1, key: secret("k") });
  });

  it("names a type that the package does not have", async () => {
    await assert.rejects(service.check({ ...subject, type: "things:index:Other" }, {}), {
      message: "the simulated package things has no resource type things:index:Other",
    });
  });

  it("logs each call with its duration; a planned one takes no time", async () => {
    await service.create(subject, { name: "a" }, true);
    await service.create(subject, { name: "a" }, false);
    await assert.rejects(service.create({ ...subject, type: "things:index:Other" }, {}, false));

    assert.deepEqual(
      world
        .operations()
        .map(({ op, preview, simulatedSeconds, outcome }) => [op, preview, simulatedSeconds, outcome]),
      [
        ["create", true, 0, "ok"],
        ["create", false, 7, "ok"],
      ],
    );
  });

  it("does not let a plan use up a fault that is meant for the real call", async () => {
    world.faults.add({ op: "create", urn: subject.urn, mode: "fail" });

    await service.create(subject, { name: "a" }, true);
    await assert.rejects(service.create(subject, { name: "a" }, false), /500 Internal Server Error/);
    assert.deepEqual(world.list("thing"), []);
  });
});
