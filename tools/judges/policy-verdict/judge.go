package main

import (
	"fmt"
	"log/slog"
	"slices"

	"github.com/cilium/cilium/pkg/crypto/certificatemanager"
	envoy "github.com/cilium/cilium/pkg/envoy/policy"
	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/identity/identitymanager"
	cilium "github.com/cilium/cilium/pkg/k8s/apis/cilium.io"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/labelsfilter"
	"github.com/cilium/cilium/pkg/option"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/policy/api"
	"github.com/cilium/cilium/pkg/policy/types"
	testcertificatemanager "github.com/cilium/cilium/pkg/testutils/certificatemanager"
	"github.com/cilium/cilium/pkg/u8proto"
)

// logger takes what the engine says of its work. What is wrong with a policy comes back as an error as well.
var logger = slog.New(slog.DiscardHandler)

// cluster is what flows are judged in.
type cluster struct {
	name       string
	namespaces map[string]map[string]string
	policies   policies
}

// configureAgent sets what the engine looks up globally: flags of an agent on Kubernetes that differ from their defaults,
// the cluster that the entity of that name means, and which labels make an identity.
func configureAgent(clusterName string, hostFirewall bool) error {
	option.Config.EnableHostFirewall = hostFirewall
	option.Config.UnsafeDaemonConfigOption.AllowLocalhost = option.AllowLocalhostAlways
	api.InitEntities(clusterName)
	return labelsfilter.ParseLabelPrefixCfg(logger, nil, nil, "")
}

// judge asks for both ends of a flow. Each flow has a repository of its own: all nodes share one number as an identity, so
// flows to different nodes would not be told apart.
func (c cluster) judge(asked flow) (judged, error) {
	from, err := c.party(asked.From, 0)
	if err != nil {
		return judged{}, fmt.Errorf("from: %w", err)
	}
	to, err := c.party(asked.To, 1)
	if err != nil {
		return judged{}, fmt.Errorf("to: %w", err)
	}
	protocol := u8proto.TCP
	if asked.Protocol != "" {
		if protocol, err = u8proto.ParseProtocol(asked.Protocol); err != nil {
			return judged{}, err
		}
	}

	identities := identitymanager.NewIDManager(logger)
	verdict, egress, ingress, err := policy.LookupFlow(
		logger,
		c.repository(identities, from, to),
		identities,
		types.Flow{From: from.identity, To: to.identity, Proto: protocol, Dport: asked.Port},
	)
	if err != nil {
		return judged{}, err
	}

	decision := types.DecisionAllowed
	if from.enforced && verdict.Egress == types.DecisionDenied || to.enforced && verdict.Ingress == types.DecisionDenied {
		decision = types.DecisionDenied
	}
	return judged{
		Verdict: decision.String(),
		Egress:  sideOf(from, verdict.Egress, egress),
		Ingress: sideOf(to, verdict.Ingress, ingress),
	}, nil
}

func (c cluster) party(document []byte, index identity.NumericIdentity) (party, error) {
	end, err := parseEnd(document)
	if err != nil {
		return party{}, err
	}
	return end.party(c, index)
}

// repository holds the policies, and knows the identities that every cluster has and those of the flow.
func (c cluster) repository(identities identitymanager.IDManager, ends ...party) *policy.Repository {
	known := identity.ListReservedIdentities()
	for _, end := range ends {
		known[end.identity.ID] = end.identity.LabelArray
	}
	repository := policy.NewPolicyRepository(
		logger,
		known,
		&testcertificatemanager.Fake{},
		envoy.NewEnvoyL7RulesTranslator(logger, certificatemanager.NewMockSecretManagerInline()),
		identities,
		nil,
	)
	repository.UpdateIdentities(known, nil)
	for resource, entries := range c.policies {
		repository.ReplaceByResource(entries, resource)
	}
	return repository
}

func sideOf(end party, decision types.Decision, origin policy.RuleMeta) *side {
	if !end.enforced {
		return nil
	}
	deciding := []string{}
	for _, rule := range origin.LabelArray() {
		if name := policyOf(rule); name != "" {
			deciding = append(deciding, name)
		}
	}
	slices.Sort(deciding)
	return &side{Verdict: decision.String(), Policies: slices.Compact(deciding)}
}

// policyOf names the policy that a rule came with, such as `CiliumNetworkPolicy shop/api`. Rules that Cilium adds of its own
// accord, such as the one that lets a node reach its pods, have none.
func policyOf(rule labels.LabelArray) string {
	value := func(key string) string { return rule.Get(labels.LabelSourceK8sKeyPrefix + key) }
	name, namespace := value(cilium.PolicyLabelName), value(cilium.PolicyLabelNamespace)
	switch {
	case name == "":
		return ""
	case namespace != "":
		name = namespace + "/" + name
	}
	return value(cilium.PolicyLabelDerivedFrom) + " " + name
}
