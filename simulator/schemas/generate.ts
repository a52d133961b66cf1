import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import type { InputSchema, PropertySchema } from "../core/kind.ts";

/** A module of an SDK and the interface in it that describes the arguments of a resource type. */
interface Source {
  readonly module: string;
  readonly args: string;
}

/** The types that are served, by Pulumi package. A new type of a cloud is one more line. */
const sources: Readonly<Record<string, Readonly<Record<string, Source>>>> = {
  proxmoxve: {
    "pulumi:providers:proxmoxve": { module: "@muhlba91/pulumi-proxmoxve/provider", args: "ProviderArgs" },
    "proxmoxve:index/vmLegacy:VmLegacy": {
      module: "@muhlba91/pulumi-proxmoxve/vmLegacy",
      args: "VmLegacyArgs",
    },
    "proxmoxve:download/file:File": { module: "@muhlba91/pulumi-proxmoxve/download/file", args: "FileArgs" },
  },
  command: {
    "command:local:Command": { module: "@pulumi/command/local/command", args: "CommandArgs" },
  },
  cloudflare: {
    "pulumi:providers:cloudflare": { module: "@pulumi/cloudflare/provider", args: "ProviderArgs" },
    "cloudflare:index/dnsRecord:DnsRecord": { module: "@pulumi/cloudflare/dnsRecord", args: "DnsRecordArgs" },
  },
  tls: {
    "tls:index/privateKey:PrivateKey": { module: "@pulumi/tls/privateKey", args: "PrivateKeyArgs" },
    "tls:index/selfSignedCert:SelfSignedCert": {
      module: "@pulumi/tls/selfSignedCert",
      args: "SelfSignedCertArgs",
    },
  },
  random: {
    "random:index/randomPassword:RandomPassword": {
      module: "@pulumi/random/randomPassword",
      args: "RandomPasswordArgs",
    },
  },
  "azure-native": {
    "pulumi:providers:azure-native": { module: "@pulumi/azure-native/provider", args: "ProviderArgs" },
    ...azureTypes([
      "authorization/managementLockByScope",
      "authorization/roleAssignment",
      "authorization/roleDefinition",
      "compute/diskEncryptionSet",
      "compute/image",
      "compute/virtualMachine",
      "dns/recordSet",
      "keyvault/key",
      "keyvault/vault",
      "managedidentity/userAssignedIdentity",
      "network/applicationSecurityGroup",
      "network/flowLog",
      "network/loadBalancer",
      "network/natGateway",
      "network/networkInterface",
      "network/networkSecurityGroup",
      "network/publicIPAddress",
      "network/routeTable",
      "network/securityRule",
      "network/subnet",
      "network/virtualNetwork",
      "resources/resourceGroup",
      "storage/storageAccount",
    ]),
  },
  aws: {
    "pulumi:providers:aws": { module: "@pulumi/aws/provider", args: "ProviderArgs" },
    ...awsTypes([
      "cloudwatch/logGroup",
      "ebs/snapshotImport",
      "ebs/volume",
      "ec2/ami",
      "ec2/defaultSecurityGroup",
      "ec2/eip",
      "ec2/flowLog",
      "ec2/instance",
      "ec2/internetGateway",
      "ec2/natGateway",
      "ec2/placementGroup",
      "ec2/route",
      "ec2/routeTable",
      "ec2/routeTableAssociation",
      "ec2/securityGroup",
      "ec2/subnet",
      "ec2/tag",
      "ec2/volumeAttachment",
      "ec2/vpc",
      "iam/instanceProfile",
      "iam/role",
      "iam/rolePolicy",
      "kms/alias",
      "kms/key",
      "lb/listener",
      "lb/loadBalancer",
      "lb/targetGroup",
      "lb/targetGroupAttachment",
      "route53/record",
      "vpc/securityGroupEgressRule",
      "vpc/securityGroupIngressRule",
    ]),
  },
  gcp: {
    "pulumi:providers:gcp": { module: "@pulumi/gcp/provider", args: "ProviderArgs" },
    ...gcpTypes({
      "compute/address": "Address",
      "compute/attachedDisk": "AttachedDisk",
      "compute/disk": "Disk",
      "compute/firewall": "Firewall",
      "compute/forwardingRule": "ForwardingRule",
      "compute/image": "Image",
      "compute/instance": "Instance",
      "compute/instanceGroup": "InstanceGroup",
      "compute/instanceGroupMembership": "InstanceGroupMembership",
      "compute/network": "Network",
      "compute/regionBackendService": "RegionBackendService",
      "compute/regionHealthCheck": "RegionHealthCheck",
      "compute/resourcePolicy": "ResourcePolicy",
      "compute/router": "Router",
      "compute/routerNat": "RouterNat",
      "compute/subnetwork": "Subnetwork",
      "dns/recordSet": "RecordSet",
      "kms/cryptoKey": "CryptoKey",
      "kms/cryptoKeyIAMMember": "CryptoKeyIAMMember",
      "kms/keyRing": "KeyRing",
      "projects/iamcustomRole": "IAMCustomRole",
      "projects/iammember": "IAMMember",
      "serviceaccount/account": "Account",
      "serviceaccount/iammember": "IAMMember",
    }),
  },
};

/** Types of Azure by the file that defines each, whose name it has: `network/subnet` is `azure-native:network:Subnet`. */
function azureTypes(files: readonly string[]): Record<string, Source> {
  const entries = files.map((file) => {
    const [module = "", name = ""] = file.split("/");
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return [
      `azure-native:${module}:${type}`,
      { module: `@pulumi/azure-native/${file}`, args: `${type}Args` },
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** Types of AWS by the file that defines each, whose name it has: `ec2/vpc` is `aws:ec2/vpc:Vpc`. */
function awsTypes(files: readonly string[]): Record<string, Source> {
  const entries = files.map((file) => {
    const [, name = ""] = file.split("/");
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return [`aws:${file}:${type}`, { module: `@pulumi/aws/${file}`, args: `${type}Args` }] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * Types of Google Cloud with the file that defines each: `compute/network` is `gcp:compute/network:Network`. Files are
 * spelt differently from tokens where a name begins with an abbreviation.
 */
function gcpTypes(types: Readonly<Record<string, string>>): Record<string, Source> {
  const entries = Object.entries(types).map(([file, type]) => {
    const [group = ""] = file.split("/");
    const token = `gcp:${group}/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
    return [token, { module: `@pulumi/gcp/${file}`, args: `${type}Args` }] as const;
  });
  return Object.fromEntries(entries);
}

/** File of a package's schemas. */
export function schemaPath(packageName: string): string {
  return join(import.meta.dirname, `${packageName}.json`);
}

/**
 * Reads the input schemas of all served types from the SDKs' own type declarations.
 *
 * @returns Text of each schema file by Pulumi package.
 */
export function generateSchemas(): Record<string, string> {
  const require = createRequire(import.meta.url);
  const fileOf = ({ module }: Source) => require.resolve(`${module}.js`).replace(/\.js$/, ".d.ts");
  const files = Object.values(sources).flatMap((types) => Object.values(types).map(fileOf));
  const program = ts.createProgram(files, { types: [], skipLibCheck: true });
  const reader = new DeclarationReader(program.getTypeChecker());
  const schemas = Object.entries(sources).map(([name, types]) => {
    const byToken = Object.entries(types).map(([token, source]) => {
      const file = program.getSourceFile(fileOf(source));
      return [token, reader.inputs(file, source)] as const;
    });
    return [name, `${JSON.stringify(Object.fromEntries(byToken), null, 2)}\n`] as const;
  });
  return Object.fromEntries(schemas);
}

/** Translates interfaces of the SDKs. It goes by the declarations as written: resolved types have lost what `Input` wraps. */
class DeclarationReader {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** The properties of the interface that describes a resource's arguments. */
  inputs(file: ts.SourceFile | undefined, { module, args }: Source): InputSchema {
    const declaration = file?.statements.find(
      (node) => ts.isInterfaceDeclaration(node) && node.name.text === args,
    );
    if (declaration === undefined) {
      throw new Error(`${module}: want an interface ${args} in its type declarations, found none`);
    }
    return this.#properties((declaration as ts.InterfaceDeclaration).members, new Set());
  }

  #properties(members: ts.NodeArray<ts.TypeElement>, above: ReadonlySet<ts.Node>): InputSchema {
    const entries = members
      .filter((member) => ts.isPropertySignature(member))
      .map((member) => {
        const schema = member.type === undefined ? anything : this.#property(member.type, above);
        const required = member.questionToken === undefined ? { required: true } : {};
        return [(member.name as ts.Identifier).text, { ...schema, ...required }] as const;
      });
    return Object.fromEntries(entries);
  }

  #property(node: ts.TypeNode, above: ReadonlySet<ts.Node>): PropertySchema {
    const plain = plainTypes.get(node.kind);
    if (plain !== undefined) {
      return { type: plain };
    }
    if (ts.isParenthesizedTypeNode(node)) {
      return this.#property(node.type, above);
    }
    if (ts.isArrayTypeNode(node)) {
      return { type: "array", items: this.#property(node.elementType, above) };
    }
    if (ts.isUnionTypeNode(node)) {
      return this.#union(node, above);
    }
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) {
      return { type: "string" };
    }
    if (ts.isTypeLiteralNode(node)) {
      return this.#literal(node, above);
    }
    return ts.isTypeReferenceNode(node) ? this.#reference(node, above) : anything;
  }

  /** An optional value is written as a union with undefined; an enumeration as one of its names and free text. */
  #union(node: ts.UnionTypeNode, above: ReadonlySet<ts.Node>): PropertySchema {
    const parts = node.types
      .filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword)
      .map((part) => this.#property(part, above));
    const [first = anything, ...rest] = parts;
    return rest.every(({ type }) => type === first.type) ? first : anything;
  }

  #literal(node: ts.TypeLiteralNode, above: ReadonlySet<ts.Node>): PropertySchema {
    const index = node.members.find((member) => ts.isIndexSignatureDeclaration(member));
    return index === undefined
      ? { type: "object", properties: this.#properties(node.members, above) }
      : { type: "map", items: this.#property(index.type, above) };
  }

  #reference(node: ts.TypeReferenceNode, above: ReadonlySet<ts.Node>): PropertySchema {
    const [wrapped] = node.typeArguments ?? [];
    if (wrapped !== undefined) {
      return this.#property(wrapped, above);
    }
    const symbol = this.#checker.getSymbolAtLocation(node.typeName);
    const alias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target?.declarations?.find((found) => ts.isInterfaceDeclaration(found));
    // A type inside itself has no end.
    if (declaration === undefined || above.has(declaration)) {
      return anything;
    }
    return {
      type: "object",
      properties: this.#properties(declaration.members, new Set([...above, declaration])),
    };
  }
}

const anything: PropertySchema = { type: "any" };

const plainTypes: ReadonlyMap<ts.SyntaxKind, PropertySchema["type"]> = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.NumberKeyword, "number"],
  [ts.SyntaxKind.BooleanKeyword, "boolean"],
]);

if (import.meta.main) {
  for (const [name, text] of Object.entries(generateSchemas())) {
    writeFileSync(schemaPath(name), text);
  }
}
