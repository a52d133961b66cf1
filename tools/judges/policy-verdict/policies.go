package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"regexp"

	ipcache "github.com/cilium/cilium/pkg/ipcache/types"
	"github.com/cilium/cilium/pkg/k8s"
	cilium "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	networking "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	"github.com/cilium/cilium/pkg/k8s/testutils"
	"github.com/cilium/cilium/pkg/policy/api"
	"github.com/cilium/cilium/pkg/policy/types"
	"github.com/cilium/cilium/pkg/policy/utils"
	"k8s.io/apimachinery/pkg/runtime/serializer"
)

// policies holds the rules of each policy by its resource, as the agent does.
type policies map[ipcache.ResourceID]types.PolicyEntries

// A field that the definition of a kind does not have is refused: the API server would drop it, and the policy would say
// something else than its author thinks.
var decoder = serializer.NewCodecFactory(testutils.Scheme, serializer.EnableStrict).UniversalDeserializer()

// Fields whose meaning depends on what else is in a cluster; without one they would quietly select nothing.
var needsCluster = regexp.MustCompile(
	`"(?:toServices|toGroups|fromGroups|cidrGroupRef|cidrGroupSelector)"\s*:|"port"\s*:\s*"[^"]*[A-Za-z][^"]*"`,
)

var errNoNamespace = errors.New("metadata.namespace is missing")

// readPolicies decodes policies as an agent of the cluster of that name does.
func readPolicies(documents []json.RawMessage, cluster string) (policies, error) {
	all := policies{}
	for index, document := range documents {
		resource, entries, err := readPolicy(document, cluster)
		if err != nil {
			return nil, fmt.Errorf("policies[%d]: %w", index, err)
		}
		if _, twice := all[resource]; twice {
			return nil, fmt.Errorf("policies[%d]: there is another %s", index, resource)
		}
		all[resource] = entries
	}
	return all, nil
}

func readPolicy(document json.RawMessage, cluster string) (ipcache.ResourceID, types.PolicyEntries, error) {
	if field := needsCluster.Find(document); field != nil {
		return "", nil, fmt.Errorf("%s needs a running cluster and is not judged here", field)
	}
	object, _, err := decoder.Decode(document, nil, nil)
	if err != nil {
		return "", nil, err
	}
	switch policy := object.(type) {
	case *cilium.CiliumClusterwideNetworkPolicy:
		rules, err := policy.Parse(logger, cluster)
		resource := ipcache.NewResourceID(ipcache.ResourceKindCCNP, "", policy.Name)
		return resource, utils.RulesToPolicyEntries(rules), err
	case *cilium.CiliumNetworkPolicy:
		// Cilium would take it for a policy of the whole cluster.
		if policy.Namespace == "" {
			return "", nil, errNoNamespace
		}
		rules, err := policy.Parse(logger, cluster)
		resource := ipcache.NewResourceID(ipcache.ResourceKindCNP, policy.Namespace, policy.Name)
		return resource, utils.RulesToPolicyEntries(rules), err
	case *networking.NetworkPolicy:
		if policy.Namespace == "" {
			return "", nil, errNoNamespace
		}
		entries, err := k8s.ParseNetworkPolicy(logger, cluster, policy)
		resource := ipcache.NewResourceID(ipcache.ResourceKindNetpol, policy.Namespace, policy.Name)
		return resource, entries, err
	default:
		return "", nil, fmt.Errorf("%T is no network policy", object)
	}
}

// nameSelectors yields the selectors by DNS name of all rules.
func (p policies) nameSelectors() iter.Seq[*api.FQDNSelector] {
	return func(yield func(*api.FQDNSelector) bool) {
		for _, entries := range p {
			for _, entry := range entries {
				for _, selector := range entry.L3 {
					if name, is := selector.GetFQDNSelector(); is && !yield(name) {
						return
					}
				}
			}
		}
	}
}
