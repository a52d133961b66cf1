import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import process from "node:process";

import grpc from "@grpc/grpc-js";
import languageRpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/language_pb.js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";

// Stands in for the official Node language host where it is not installed. It starts programs as that does, by
// `cmd/run` of the SDK, and policy packs by `cmd/run-policy-pack`. It can nothing else: no plugins are reported, no
// dependencies installed.

const [engineAddress = ""] = process.argv.slice(2);
const { resolve: resolved } = createRequire(import.meta.url);
const runner = resolved("@pulumi/pulumi/cmd/run");
const packRunner = resolved("@pulumi/pulumi/cmd/run-policy-pack");

/** What `cmd/run` ends with once it has told the engine what was wrong. */
const alreadyReported = 32;

/** Runs the program of a request to its end. */
function run(request: proto.RunRequest): Promise<proto.RunResponse> {
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  const args = [
    ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() ?? ".",
  ];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  return new Promise((resolve, reject) => {
    const program = spawn("node", [runner, ...args], { env, stdio: ["ignore", "inherit", "inherit"] });
    program.once("error", reject);
    program.once("exit", (code, signal) => {
      const response = new proto.RunResponse();
      response.setBail(code === alreadyReported);
      if (code !== 0) {
        response.setError(`the program ended with ${String(code ?? signal)}`);
      }
      resolve(response);
    });
  });
}

/** Starts a policy pack, passes on what it says, and ends it when the engine has had enough of it. */
function runPolicyPack(
  call: grpc.ServerWritableStream<proto.RunPluginRequest, proto.RunPluginResponse>,
): void {
  const { request } = call;
  const environment = request.getEnvList().map((entry) => {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(entry) ?? [];
    return [name, value] as const;
  });
  const pack = spawn("node", [packRunner, ...request.getArgsList(), "."], {
    cwd: request.getInfo()?.getProgramDirectory(),
    env: { ...process.env, ...Object.fromEntries(environment) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const answer = (fill: (response: proto.RunPluginResponse) => void) => {
    const response = new proto.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  pack.stdout.on("data", (text: Buffer) => {
    answer((response) => {
      response.setStdout(text);
    });
  });
  pack.stderr.on("data", (text: Buffer) => {
    answer((response) => {
      response.setStderr(text);
    });
  });
  call.on("cancelled", () => pack.kill());
  pack.once("exit", (code) => {
    answer((response) => {
      response.setExitcode(code ?? 1);
    });
    call.end();
  });
}

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(languageRpc.LanguageRuntimeService, {
  getPluginInfo: (_: unknown, answer: grpc.sendUnaryData<pluginProto.PluginInfo>) => {
    const info = new pluginProto.PluginInfo();
    info.setVersion("0.0.0");
    answer(null, info);
  },
  getRequiredPlugins: (_: unknown, answer: grpc.sendUnaryData<proto.GetRequiredPluginsResponse>) => {
    answer(null, new proto.GetRequiredPluginsResponse());
  },
  runPlugin: runPolicyPack,
  run: (
    { request }: grpc.ServerUnaryCall<proto.RunRequest, proto.RunResponse>,
    answer: grpc.sendUnaryData<proto.RunResponse>,
  ) => {
    run(request).then(
      (response) => {
        answer(null, response);
      },
      (error: unknown) => {
        answer(error as Error);
      },
    );
  },
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  process.stdout.write(`${port}\n`);
});
