import assert from "node:assert/strict";

import { catalogue, chosenAddons, orderProblems, rootAddons } from "../../../components/flux/index.ts";
import { orderByDependency } from "../../../components/flux/ordering.ts";

const check = [{}];

describe("the catalogue", () => {
  it("can be reconciled in an order that ends", () => {
    assert.deepEqual(orderProblems(catalogue, rootAddons), []);
  });

  it("brings along what a chosen add-on depends on, in order", () => {
    assert.deepEqual(
      chosenAddons(["podinfo"]).map(({ name }) => name),
      ["bootstrap-namespaces", "bootstrap-helmrepositories", "podinfo"],
    );
  });

  it("is empty when nothing is chosen", () => {
    assert.deepEqual(chosenAddons([]), []);
  });
});

describe("orderProblems", () => {
  const root = { name: "root", dependsOn: [], healthChecks: [] };

  it("lets a root have neither dependencies nor checks", () => {
    assert.deepEqual(orderProblems([root], ["root"]), []);
  });

  it("refuses an entry without dependsOn", () => {
    const app = { name: "app", dependsOn: [], healthChecks: check };

    assert.deepEqual(orderProblems([root, app], ["root"]), [
      "app has no dependsOn; name what must be Ready before it, at least root",
    ]);
  });

  it("refuses an entry without healthChecks", () => {
    const app = { name: "app", dependsOn: ["root"], healthChecks: [] };

    assert.deepEqual(orderProblems([root, app], ["root"]), [
      "app has no healthChecks; name the objects whose readiness tells that it works",
    ]);
  });

  it("refuses a dependency that does not exist", () => {
    const app = { name: "app", dependsOn: ["database"], healthChecks: check };

    assert.deepEqual(orderProblems([root, app], ["root"]), [
      "app depends on database, which does not exist; known are root, app",
    ]);
  });

  it("refuses a cycle, and blames only those in it", () => {
    const a = { name: "a", dependsOn: ["b"], healthChecks: check };
    const b = { name: "b", dependsOn: ["c", "root"], healthChecks: check };
    const c = { name: "c", dependsOn: ["a"], healthChecks: check };
    const after = { name: "after", dependsOn: ["a"], healthChecks: check };

    assert.deepEqual(
      orderProblems([root, a, b, c, after], ["root"]).map((problem) => problem.split(" ")[0]),
      ["a", "b", "c"],
    );
  });

  it("refuses an entry that depends on itself", () => {
    const app = { name: "app", dependsOn: ["app"], healthChecks: check };

    assert.deepEqual(orderProblems([app], []), ["app depends on itself, through app; break the cycle"]);
  });
});

describe("orderByDependency", () => {
  it("puts each entry after those that it depends on, and keeps the order otherwise", () => {
    const all = [
      { name: "d", dependsOn: ["c", "a"] },
      { name: "c", dependsOn: ["b"] },
      { name: "b", dependsOn: [] },
      { name: "a", dependsOn: [] },
    ];

    assert.deepEqual(
      orderByDependency(all).map(({ name }) => name),
      ["b", "c", "a", "d"],
    );
  });

  it("refuses a cycle", () => {
    const all = [
      { name: "a", dependsOn: ["b"] },
      { name: "b", dependsOn: ["a"] },
    ];

    assert.throws(() => orderByDependency(all), /want no cycle, got one between a, b/);
  });
});
