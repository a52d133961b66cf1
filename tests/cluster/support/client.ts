import { Agent, request } from "node:https";

/** How to reach an API server, with every right. */
export interface Access {
  readonly port: number;
  readonly token: string;

  /** The certificate that it shows, which it has signed itself. */
  readonly ca: string;
}

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

/** What an API server answers. */
interface Answer {
  readonly status: number;
  readonly body: string;

  /** What it would have its user know, such as that a version will go away. */
  readonly warnings: readonly string[];
}

/** What an API server says of an object. */
export interface Verdict {
  /** Why it is refused. None when it is accepted. */
  readonly refusal?: string;
  readonly warnings: readonly string[];
}

/** A kind as the API server lists it. */
interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Talks to an API server. */
export class ApiClient implements Disposable {
  readonly #access: Access;
  readonly #agent: Agent;
  readonly #resources = new Map<string, Promise<readonly Resource[]>>();
  readonly #namespaces = new Map<string, Promise<unknown>>();

  constructor(access: Access) {
    this.#access = access;
    this.#agent = new Agent({ keepAlive: true, ca: access.ca, maxSockets: 8 });
  }

  /** Sends a request and waits for the whole answer. Default of the further headers: none. */
  async request(
    method: string,
    path: string,
    content?: unknown,
    further: Readonly<Record<string, string | string[]>> = {},
  ): Promise<Answer> {
    const { port, token } = this.#access;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "content-type": "application/json",
      ...further,
    };
    return await new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, method, path, headers, agent: this.#agent };
      request(options, (response) => {
        const chunks: Buffer[] = [];
        response
          .on("data", (chunk: Buffer) => chunks.push(chunk))
          .on("error", reject)
          .on("end", () => {
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString("utf8"),
              warnings: warningsIn(response.headers["warning"] ?? ""),
            });
          });
      })
        .on("error", reject)
        .end(content === undefined ? undefined : JSON.stringify(content));
    });
  }

  /** Reads a document; fails where there is none. */
  async get<T>(path: string): Promise<T> {
    const { status, body } = await this.request("GET", path);
    if (status !== 200) {
      throw new Error(`GET ${path}: ${messageIn(body)}`);
    }
    return JSON.parse(body) as T;
  }

  /** Creates an object; one that is there already stays as it is. */
  async create(manifest: Manifest): Promise<void> {
    const { status, body } = await this.request("POST", await this.#collection(manifest), manifest);
    if (status !== 201 && status !== 409) {
      throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${messageIn(body)}`);
    }
  }

  /** What the API server has against objects, each refusal and each warning with the name of its object; none where it takes all. */
  async complaints(objects: readonly Manifest[]): Promise<string[]> {
    const verdicts = await Promise.all(
      objects.map(async (object) => ({ object, verdict: await this.judge(object) })),
    );
    return verdicts.flatMap(({ object: { kind, metadata }, verdict: { refusal, warnings } }) =>
      [...(refusal === undefined ? [] : [refusal]), ...warnings].map(
        (text) => `${kind} ${metadata.name}: ${text}`,
      ),
    );
  }

  /**
   * What the API server says of an object that it is to create: by its schema, its rules and its admission, and by
   * whether it knows every field. Nothing is kept but the namespace, which has to be there.
   */
  async judge(manifest: Manifest): Promise<Verdict> {
    const { namespace } = manifest.metadata;
    if (namespace !== undefined) {
      await this.#ensureNamespace(namespace);
    }
    const path = `${await this.#collection(manifest)}?dryRun=All&fieldValidation=Strict`;
    const { status, body, warnings } = await this.request("POST", path, manifest);
    // That it is there already is found last, when everything else is in order.
    const isAccepted = status === 201 || status === 409;
    return { warnings, ...(!isAccepted && { refusal: messageIn(body) }) };
  }

  /** The kinds of a group and version; none where the API server has no such group. */
  async resources(apiVersion: string): Promise<readonly Resource[]> {
    const known = this.#resources.get(apiVersion) ?? this.#discover(apiVersion);
    this.#resources.set(apiVersion, known);
    return await known;
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  async #discover(apiVersion: string): Promise<readonly Resource[]> {
    const { status, body } = await this.request("GET", root(apiVersion));
    if (status !== 200) {
      return [];
    }
    const { resources } = JSON.parse(body) as { resources: Resource[] };
    // The rest are parts of a resource, such as its status.
    return resources.filter(({ name }) => !name.includes("/"));
  }

  async #collection({ apiVersion, kind, metadata: { namespace = "default" } }: Manifest): Promise<string> {
    const resource = (await this.resources(apiVersion)).find((candidate) => candidate.kind === kind);
    if (resource === undefined) {
      throw new Error(`the API server has no ${kind} of ${apiVersion}`);
    }
    const scope = resource.namespaced ? `/namespaces/${namespace}` : "";
    return `${root(apiVersion)}${scope}/${resource.name}`;
  }

  async #ensureNamespace(name: string): Promise<void> {
    const made =
      this.#namespaces.get(name) ?? this.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    this.#namespaces.set(name, made);
    await made;
  }
}

function root(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The texts of a `Warning` header: `299 - "first", 299 - "second"`. */
function warningsIn(header: string): string[] {
  return Array.from(header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g), ([, text = ""]) => text);
}

function messageIn(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body;
  } catch {
    return body;
  }
}
