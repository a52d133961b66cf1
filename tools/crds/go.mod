// The modules whose custom resource definitions the tests give to a real API server, in the versions of
// config/versions.ts and of the charts in gitops/. Nothing is compiled of them.
module infraflux/tools/crds

go 1.26

require (
	github.com/cilium/cilium v1.20.0
	github.com/cilium/tetragon v1.7.0
	github.com/fluxcd/helm-controller v1.6.3
	github.com/fluxcd/kustomize-controller v1.9.5
	github.com/fluxcd/source-controller v1.9.4
	github.com/kubernetes-csi/external-snapshotter/client/v8 v8.6.0
	github.com/kyverno/kyverno v1.19.1
	github.com/open-policy-agent/gatekeeper/v3 v3.23.1
	github.com/prometheus-operator/prometheus-operator v0.85.0
	sigs.k8s.io/gateway-api v1.6.1
	sigs.k8s.io/mcs-api v0.5.2
)
