import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";

import { lookAtProxmox } from "../../../automation/preflight/checks/proxmox/facts.ts";
import { network } from "../../../automation/preflight/network.ts";
import { issueCertificate } from "../../../simulator/packages/talos/pki/certificate.ts";
import { provider } from "./support.ts";

const token = "infraflux@pve!test=11111111-2222-3333-4444-555555555555";

/** Answers as the API of Proxmox does, to this token alone. */
const proxmox: RequestListener = (request, response) => {
  const data = new Map<string, unknown>([
    ["/api2/json/access/permissions", { "/": { "VM.Allocate": 1 } }],
    ["/api2/json/cluster/resources?type=vm", [{ vmid: 100, name: "router", type: "qemu" }]],
    ["/api2/json/nodes/pve%201/network?type=any_bridge", [{ iface: "vmbr0", type: "bridge" }]],
  ]).get(request.url ?? "");
  if (request.headers.authorization !== `PVEAPIToken=${token}`) {
    response.writeHead(401, "authentication failure").end();
  } else if (data === undefined) {
    response.writeHead(501, `Method 'GET ${request.url ?? ""}' not implemented`).end();
  } else {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
  }
};

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("the API of Proxmox, as a preflight asks it", () => {
  let server: Server;
  let endpoint: string;

  before(async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const now = Date.now();
    const cert = issueCertificate({
      subject: { commonName: "pve.example.org" },
      key: privateKey,
      notBefore: new Date(now - 60_000),
      notAfter: new Date(now + 3_600_000),
    });
    server = createSecureServer({ key: privateKey.export({ type: "pkcs8", format: "pem" }), cert }, proxmox);
    endpoint = `https://127.0.0.1:${await listening(server)}/`;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const facts = (settings: { insecure: boolean; token: string | undefined }) =>
    lookAtProxmox(provider({}).ask, { endpoint, network, ...settings }, ["pve 1"]);

  it("is asked with the token of the stack", async () => {
    const { permissions, guests, perHost } = await facts({ insecure: true, token });

    assert.deepEqual(permissions, { value: { "/": { "VM.Allocate": 1 } } });
    assert.deepEqual(guests, { value: [{ vmid: 100, name: "router", type: "qemu" }] });
    assert.deepEqual(perHost[0]?.bridges, { value: [{ iface: "vmbr0", type: "bridge" }] });
  });

  it("is not trusted without a certificate that somebody vouches for", async () => {
    const { permissions } = await facts({ insecure: false, token });
    assert.ok(permissions !== undefined && "problem" in permissions);
    assert.match(permissions.problem, /self.signed certificate/);
  });

  it("is not asked without a token", async () => {
    const { permissions, guests } = await facts({ insecure: true, token: undefined });
    assert.equal(permissions, undefined);
    assert.equal(guests, undefined);
  });

  it("refuses a wrong token, of which nothing is said", async () => {
    const wrong = "infraflux@pve!test=99999999-0000-0000-0000-000000000000";
    const { permissions } = await facts({ insecure: true, token: wrong });
    assert.ok(permissions !== undefined && "problem" in permissions);
    assert.match(permissions.problem, /answers 401 authentication failure$/);
    assert.ok(!permissions.problem.includes("99999999"));
  });
});

describe("the network, as a preflight sees it", () => {
  it("tells a port that is open from one that is not", async () => {
    const server = createTcpServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;

    assert.equal(await network.reach("127.0.0.1", port), "open");
    server.close();
    await once(server, "close");
    assert.equal(await network.reach("127.0.0.1", port), "refused");
  });

  it("sends a document where one is given, and says why an API refuses", async () => {
    const server = createServer((request: IncomingMessage, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const sent = Buffer.concat(parts).toString();
        if (request.method === "POST") {
          response.end(JSON.stringify({ got: JSON.parse(sent) as unknown }));
        } else if (request.url === "/text") {
          response.end("no JSON");
        } else {
          response.writeHead(403).end(JSON.stringify({ error: { message: "Compute API is not enabled." } }));
        }
      });
    });
    const address = `http://127.0.0.1:${await listening(server)}`;
    try {
      assert.deepEqual(await network.json(address, { body: { permissions: ["a.b"] } }), {
        value: { got: { permissions: ["a.b"] } },
      });
      const refused = await network.json(address);
      assert.match(
        "problem" in refused ? refused.problem : "",
        /answers 403 .*: Compute API is not enabled\.$/,
      );
      const text = await network.json(`${address}/text`);
      assert.match("problem" in text ? text.problem : "", /answers with no JSON$/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    const gone = await network.json(address);
    assert.match("problem" in gone ? gone.problem : "", /ECONNREFUSED/);
  });
});
