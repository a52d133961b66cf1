// Command policy-verdict asks Cilium's own policy engine which flows a set of network policies allows.
//
// It reads one JSON document from stdin and writes one to stdout. It exits with 0 when every flow was judged, and with 1
// and one line on stderr when the input is wrong: an unknown key, a policy that Cilium refuses, an end that cannot be.
// With --version it prints its version instead.
//
// Input:
//
//	cluster       name of the own cluster; default "default"
//	hostFirewall  whether policies of nodes are enforced; default false
//	namespaces    labels by name of the namespace; a namespace that is left out has no label but its name's
//	policies      CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy (cilium.io/v2), NetworkPolicy (networking.k8s.io/v1)
//	flows         [{ from, to, port, protocol }]; TCP by default, UDP, SCTP, or ICMP with the type in place of the port
//
// An end of a flow is one of:
//
//	{ "namespace": "shop", "labels": {}, "serviceAccount": "api", "cluster": "staging" }
//	    a pod; only the namespace is required, the cluster is the own one by default
//	{ "entity": "host", "labels": {}, "apiServer": true }
//	    the node that the other end runs on, with its labels, and whether it serves the Kubernetes API
//	{ "entity": "remote-node" }
//	    another node; "kube-apiserver" is another node that serves the Kubernetes API. Further entities are "health",
//	    "ingress", "init", "unmanaged" and "world", an address that no policy names
//	{ "address": "203.0.113.7", "names": ["api.example.com"] }
//	    outside of the cluster, with the DNS names by which pods came to know it
//
// Output, in the order of the flows:
//
//	[{ "verdict": "allowed" | "denied", "egress": side, "ingress": side }]
//
// A side is null where Cilium in this cluster enforces nothing: outside, on other nodes, in other clusters. Else it is
// { "verdict": "allowed" | "denied", "policies": ["CiliumNetworkPolicy shop/api"] } with the policies that decided. Without
// any, a flow is allowed because no policy closes this end, or because a node may always reach its own pods; and it is
// denied because policies close this end and none of them allows it. A flow is allowed when no side denies it.
//
// Not judged: conditions on HTTP, DNS and other contents (a flow that reaches the proxy counts as allowed), and Services,
// which are translated before policies see them. Named ports, toServices, groups and CIDR groups need a running cluster
// and are refused.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// version is set by the linker: that of Cilium, and a digest of this program.
var version = "unknown"

// input is the document that is read.
type input struct {
	Cluster      string                       `json:"cluster"`
	HostFirewall bool                         `json:"hostFirewall"`
	Namespaces   map[string]map[string]string `json:"namespaces"`
	Policies     []json.RawMessage            `json:"policies"`
	Flows        []flow                       `json:"flows"`
}

// flow is a connection that somebody wants to open, or a message without one.
type flow struct {
	From     json.RawMessage `json:"from"`
	To       json.RawMessage `json:"to"`
	Port     uint16          `json:"port"`
	Protocol string          `json:"protocol"`
}

// judged is what is answered of one flow.
type judged struct {
	Verdict string `json:"verdict"`
	Egress  *side  `json:"egress"`
	Ingress *side  `json:"ingress"`
}

// side is what the policies of one end say.
type side struct {
	Verdict  string   `json:"verdict"`
	Policies []string `json:"policies"`
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		fmt.Println(version)
		return
	}
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "policy-verdict:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	asked := input{Cluster: "default"}
	decoder := json.NewDecoder(in)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&asked); err != nil {
		return fmt.Errorf("input: %w", err)
	}

	if err := configureAgent(asked.Cluster, asked.HostFirewall); err != nil {
		return err
	}
	policies, err := readPolicies(asked.Policies, asked.Cluster)
	if err != nil {
		return err
	}
	cluster := cluster{name: asked.Cluster, namespaces: asked.Namespaces, policies: policies}

	answers := make([]judged, 0, len(asked.Flows))
	for index, flow := range asked.Flows {
		answer, err := cluster.judge(flow)
		if err != nil {
			return fmt.Errorf("flows[%d]: %w", index, err)
		}
		answers = append(answers, answer)
	}
	return json.NewEncoder(out).Encode(answers)
}
