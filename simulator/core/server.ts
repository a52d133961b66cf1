import grpc from "@grpc/grpc-js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";
import providerRpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Calls } from "./calls.ts";
import type { Difference } from "./diff.ts";
import type { CheckFailure, SimulatedPackage } from "./kind.ts";
import { Service, type Subject } from "./service.ts";
import type { Wire } from "./wire.ts";

// The SDK's own provider server is not used: its `Provider` interface has no configuration of the provider, no preview
// flags and no secrets, all of which the simulated packages need, and it loads the whole SDK on each start.

type Unary<Request, Response> = (request: Request) => Promise<Response>;

/** Largest message that engine and provider exchange, in bytes; the engine's own limit. */
const maxMessageSize = 400 * 1024 * 1024;

/** A simulated package that listens for an engine. */
export interface Listener {
  readonly port: number;
  /** Ends all connections at once. */
  readonly close: () => void;
}

/** Serves a simulated package to the engine, as a plugin process: prints the port, then answers until the engine ends it. */
export async function serve(served: SimulatedPackage, calls: Calls): Promise<void> {
  const { port } = await listen(served, calls);
  process.stdout.write(`${port}\n`);
}

/**
 * Serves a simulated package on a free port of this machine.
 *
 * @param calls Of one provider instance: it keeps the configuration that the engine sends.
 */
export async function listen(served: SimulatedPackage, calls: Calls): Promise<Listener> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": maxMessageSize });
  // What is not served here the engine treats as an older provider's missing feature.
  server.addService(providerRpc.ResourceProviderService, handlers(new Service(served, calls)));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  return {
    port,
    close: () => {
      server.forceShutdown();
    },
  };
}

function handlers(service: Service): grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: unary(() =>
      Promise.resolve(new pluginProto.PluginInfo().setVersion(service.served.version)),
    ),

    getSchema: unary(() => {
      const { name, version } = service.served;
      return Promise.resolve(new proto.GetSchemaResponse().setSchema(JSON.stringify({ name, version })));
    }),

    attach: unary(() => Promise.resolve(new emptyProto.Empty())),

    cancel: unary(() => {
      service.cancel();
      return Promise.resolve(new emptyProto.Empty());
    }),

    checkConfig: unary((request: proto.CheckRequest) => {
      const news = request.getNews();
      const response = new proto.CheckResponse().setInputs(news);
      return Promise.resolve(response.setFailuresList(failureList(service.checkConfig(wire(news)))));
    }),

    diffConfig: unary((request: proto.DiffRequest) => {
      const olds = request.getOldInputs() ?? request.getOlds();
      return Promise.resolve(diffResponse(service.diffConfig(wire(olds), wire(request.getNews()))));
    }),

    configure: unary(async (request: proto.ConfigureRequest) => {
      await service.configure(request.getUrn() ?? "", wire(request.getArgs()));
      return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),

    check: unary(async (request: proto.CheckRequest) => {
      const { inputs, failures } = await service.check(subjectOf(request), wire(request.getNews()));
      return new proto.CheckResponse().setInputs(struct(inputs)).setFailuresList(failureList(failures));
    }),

    diff: unary(async (request: proto.DiffRequest) => {
      const subject = subjectOf(request);
      const olds = request.getOldInputs() ?? request.getOlds();
      const found = await service.diff(subject, wire(olds), wire(request.getNews()));
      return diffResponse(found).setDeletebeforereplace(service.deletesBeforeReplace(subject));
    }),

    create: unary(async (request: proto.CreateRequest) => {
      const inputs = wire(request.getProperties());
      const { id, properties } = await service.create(subjectOf(request), inputs, request.getPreview());
      return new proto.CreateResponse().setId(id).setProperties(struct(properties));
    }),

    read: unary(async (request: proto.ReadRequest) => {
      const outputs = wire(request.getProperties());
      const answer = await service.read(
        subjectOf(request),
        request.getId(),
        outputs,
        wire(request.getInputs()),
      );
      const response = new proto.ReadResponse();
      return answer === undefined
        ? response
        : response
            .setId(answer.id)
            .setProperties(struct(answer.properties))
            .setInputs(struct(answer.inputs ?? {}));
    }),

    update: unary(async (request: proto.UpdateRequest) => {
      const properties = await service.update(
        subjectOf(request),
        request.getId(),
        wire(request.getOlds()),
        wire(request.getOldInputs()),
        wire(request.getNews()),
        request.getPreview(),
      );
      return new proto.UpdateResponse().setProperties(struct(properties));
    }),

    delete: unary(async (request: proto.DeleteRequest) => {
      await service.delete(subjectOf(request), request.getId(), wire(request.getProperties()));
      return new emptyProto.Empty();
    }),

    invoke: unary(async (request: proto.InvokeRequest) => {
      const result = await service.invoke(request.getTok(), wire(request.getArgs()), request.getPreview());
      return new proto.InvokeResponse().setReturn(struct(result));
    }),
  };
}

function unary<Request, Response>(
  serveRequest: Unary<Request, Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    serveRequest(call.request).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback({ code: grpc.status.UNKNOWN, details: messageOf(error) });
      },
    );
  };
}

/** What the language throws where a program is wrong, apart from what is thrown to refuse something. */
const mistakes = [TypeError, RangeError, ReferenceError, SyntaxError];

/** The message for the user; where the simulator itself is at fault, with what is needed to find out why. */
function messageOf(error: unknown): string {
  if (error instanceof Error && !mistakes.some((mistake) => error instanceof mistake)) {
    return error.message;
  }
  return `the simulator has a defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Resource of a request. The type is the last one in the URN, which has those of all parents before it. */
function subjectOf(request: { getUrn(): string }): Subject {
  const urn = request.getUrn();
  return { urn, type: urn.split("::")[2]?.split("$").at(-1) ?? "" };
}

function failureList(failures: readonly CheckFailure[]): proto.CheckFailure[] {
  return failures.map(({ property, reason }) =>
    new proto.CheckFailure().setProperty(property).setReason(reason),
  );
}

function diffResponse(found: readonly Difference[]): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse().setChanges(found.length === 0 ? DIFF_NONE : DIFF_SOME);
  const topLevel = (differing: readonly Difference[]) => [
    ...new Set(differing.map(({ path }) => topLevelKey(path))),
  ];
  response.setDiffsList(topLevel(found)).setReplacesList(topLevel(found.filter(({ replace }) => replace)));
  response.setHasdetaileddiff(true);
  for (const { path, kind, replace } of found) {
    const name = `${kind.toUpperCase()}${replace ? "_REPLACE" : ""}` as keyof typeof proto.PropertyDiff.Kind;
    const difference = new proto.PropertyDiff().setKind(proto.PropertyDiff.Kind[name]).setInputdiff(true);
    response.getDetaileddiffMap().set(path, difference);
  }
  return response;
}

function topLevelKey(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function wire(values: structProto.Struct | undefined): Wire {
  return values?.toJavaScript() ?? {};
}

function struct(values: Wire): structProto.Struct {
  return structProto.Struct.fromJavaScript(values as Parameters<typeof structProto.Struct.fromJavaScript>[0]);
}
