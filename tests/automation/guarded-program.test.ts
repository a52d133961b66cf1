import assert from "node:assert/strict";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import grpc from "@grpc/grpc-js";
import resourceRpc from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resource from "@pulumi/pulumi/proto/resource_pb.js";
import * as settings from "@pulumi/pulumi/runtime/settings.js";

import { connectPatiently, GuardedProgram } from "../../automation/guarded-program.ts";

describe("GuardedProgram", () => {
  it("has a problem until it came to its end, and again when it begins anew", async () => {
    const program = new GuardedProgram(() => Promise.resolve({ a: 1 }));
    assert.match(String(program.problem), /did not come to its end/);
    assert.deepEqual(await program.run(), { a: 1 });
    assert.equal(program.problem, undefined);
    program.begin();
    assert.match(String(program.problem), /did not come to its end/);
  });

  it("makes an error of a connection a plain one, which the SDK reports", async () => {
    const program = new GuardedProgram(() => Promise.reject(Object.assign(new Error("gone"), { code: 14 })));
    const error = await Promise.resolve(program.run()).catch((reason: unknown) => reason);
    assert.equal((error as Error).message, "gone");
    assert.ok(!("code" in (error as Error)));
    assert.match(String(program.problem), /did not come to its end/);
  });

  it("hands on other errors as they are", async () => {
    const mistake = new RangeError("too small");
    await assert.rejects(Promise.resolve(new GuardedProgram(() => Promise.reject(mistake)).run()), mistake);
  });
});

describe("connectPatiently", () => {
  it("lets a program reach an engine that listens a little later", async function () {
    this.timeout(60_000);
    connectPatiently();
    const port = await freePort();
    const { grpcClientOptions } = settings as unknown as { grpcClientOptions: grpc.ClientOptions };
    const client = new resourceRpc.ResourceMonitorClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
      grpcClientOptions,
    );
    const answer = new Promise<string>((resolve, reject) => {
      const request = new resource.SupportsFeatureRequest().setId("secrets");
      client.supportsFeature(request, (error, response) => {
        if (error === null) {
          resolve(String(response.getHassupport()));
        } else {
          reject(new Error(error.message));
        }
      });
    });
    await sleep(500);
    const server = new grpc.Server();
    server.addService(
      { supportsFeature: resourceRpc.ResourceMonitorService.supportsFeature },
      {
        supportsFeature: (_call: unknown, done: (error: null, response: unknown) => void) => {
          done(null, new resource.SupportsFeatureResponse().setHassupport(true));
        },
      },
    );
    await new Promise<void>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error) => {
        if (error === null) {
          resolve();
        } else {
          reject(error);
        }
      });
    });
    try {
      assert.equal(await answer, "true");
    } finally {
      client.close();
      server.forceShutdown();
    }
  });
});

/** A port on which nobody listens now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}
