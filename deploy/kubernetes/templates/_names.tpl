{{/* Names and labels. Each takes a dictionary with the root context and the name of a component. */}}
{{- define "cqrs.fullname" -}}
{{ .root.Release.Name }}-{{ .name }}
{{- end }}

{{- define "cqrs.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "cqrs.labels" -}}
{{ include "cqrs.selector" . }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "cqrs.image" -}}
{{- with .root.Values.image.registry }}{{ . }}/{{ end }}{{ .root.Values.image.prefix }}{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* The Secret with the connection string of a server. */}}
{{- define "cqrs.secret" -}}
{{- $server := index .root.Values .name }}
{{- if $server.enabled }}{{ include "cqrs.fullname" . }}{{ else }}{{ required (printf "Set %s.existingSecret to the Secret with the connection string, or %s.enabled=true to try it out." .name .name) $server.existingSecret }}{{ end }}
{{- end }}
