package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/cilium/cilium/pkg/fqdn/dns"
	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/k8s/utils"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/labelsfilter"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// end is one end of a flow: a pod, an entity or an address.
type end interface {
	// party finds out how Cilium sees the end. The two ends of a flow are distinguished by their index, 0 and 1.
	party(in cluster, index identity.NumericIdentity) (party, error)
}

// party is an end as Cilium sees it.
type party struct {
	// identity has the labels by which policies select it.
	identity *identity.Identity

	// enforced is whether an agent of this cluster enforces policies for it.
	enforced bool
}

type pod struct {
	Namespace      string            `json:"namespace"`
	Labels         map[string]string `json:"labels"`
	ServiceAccount string            `json:"serviceAccount"`
	Cluster        string            `json:"cluster"`
}

type node struct {
	Entity    string            `json:"entity"`
	Labels    map[string]string `json:"labels"`
	APIServer bool              `json:"apiServer"`
}

type entity struct {
	Entity string `json:"entity"`
}

type address struct {
	Address netip.Addr `json:"address"`
	Names   []string   `json:"names"`
}

// Entities that can be an end, and whether an agent enforces policies for them.
var entities = map[string]bool{
	"health":         true,
	"ingress":        true,
	"init":           true,
	"kube-apiserver": false,
	"remote-node":    false,
	"unmanaged":      false,
	"world":          false,
}

// Identities say by their number where they belong.
const (
	firstPod         = identity.MinimalNumericIdentity
	firstAddress     = identity.IdentityScopeLocal + 1
	anotherClusterID = 1
)

var errNobody = errors.New("it has no namespace, entity or address")

// parseEnd tells the kinds of ends apart, by the key that only one of them has.
func parseEnd(document json.RawMessage) (end, error) {
	if document == nil {
		return nil, errNobody
	}
	var kind struct{ Namespace, Entity, Address string }
	if err := json.Unmarshal(document, &kind); err != nil {
		return nil, err
	}
	switch {
	case kind.Namespace != "":
		return strictly[pod](document)
	case kind.Entity == "host":
		return strictly[node](document)
	case kind.Entity != "":
		return strictly[entity](document)
	case kind.Address != "":
		return strictly[address](document)
	default:
		return nil, errNobody
	}
}

// strictly decodes a document that has no key but those of T.
func strictly[T any](document json.RawMessage) (T, error) {
	var value T
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&value)
	return value, err
}

func (p pod) party(in cluster, index identity.NumericIdentity) (party, error) {
	namespace := meta.ObjectMeta{Name: p.Namespace, Labels: map[string]string{}}
	maps.Copy(namespace.Labels, in.namespaces[p.Namespace])
	namespace.Labels["kubernetes.io/metadata.name"] = p.Namespace

	isOurs := p.Cluster == "" || p.Cluster == in.name
	number, where := firstPod+index, in.name
	if !isOurs {
		number |= anotherClusterID << identity.GetClusterIDShift()
		where = p.Cluster
	}

	all := utils.SanitizePodLabels(p.Labels, &namespace, p.ServiceAccount, where)
	return party{identity.NewIdentity(number, identityLabels(all)), isOurs}, nil
}

func (n node) party(cluster, identity.NumericIdentity) (party, error) {
	all := labels.NewFrom(labels.LabelHost)
	if n.APIServer {
		all.MergeLabels(labels.LabelKubeAPIServer)
	}
	all.MergeLabels(identityLabels(n.Labels))
	return party{identity.NewIdentity(identity.ReservedIdentityHost, all), true}, nil
}

func (e entity) party(cluster, identity.NumericIdentity) (party, error) {
	enforced, known := entities[e.Entity]
	if !known {
		names := slices.Sorted(maps.Keys(entities))
		return party{}, fmt.Errorf("there is no entity %q; there are host, %s", e.Entity, strings.Join(names, ", "))
	}
	return party{identity.LookupReservedIdentity(identity.GetReservedID(e.Entity)), enforced}, nil
}

// An address gets a label for each selector by name that one of its names matches, as it does from Cilium's DNS proxy.
func (a address) party(in cluster, index identity.NumericIdentity) (party, error) {
	all := labels.GetCIDRLabels(netip.PrefixFrom(a.Address, a.Address.BitLen()))
	for selector := range in.policies.nameSelectors() {
		pattern, err := selector.ToRegex()
		if err != nil {
			return party{}, err
		}
		if slices.ContainsFunc(a.Names, func(name string) bool { return pattern.MatchString(dns.FQDN(name)) }) {
			label := selector.IdentityLabel()
			all[label.Key] = label
		}
	}
	return party{identity.NewIdentity(firstAddress+index, all), false}, nil
}

// identityLabels leaves out what Cilium does not make part of an identity, such as the hash of a pod's template. Policies
// cannot select by it.
func identityLabels(all map[string]string) labels.Labels {
	kept, _ := labelsfilter.Filter(labels.Map2Labels(all, labels.LabelSourceK8s))
	return kept
}
