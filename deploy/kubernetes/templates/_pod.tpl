{{/* What every pod has: no root, no token of the cluster, a file system that cannot be written. Takes the user's id. */}}
{{- define "cqrs.pod-security" -}}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  # RabbitMQ's cookie must stay readable by its owner alone.
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "cqrs.container-security" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{/* The connection string of a server, by its name. */}}
{{- define "cqrs.connection" -}}
- name: ConnectionStrings__{{ .key }}
  valueFrom:
    secretKeyRef:
      name: {{ include "cqrs.secret" . }}
      key: {{ .key }}
{{- end }}

{{- define "cqrs.telemetry" -}}
{{- $telemetry := .Values.telemetry }}
{{- if or $telemetry.otlp $telemetry.metrics }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: OTEL_RESOURCE_ATTRIBUTES
  value: service.instance.id=$(POD_NAME)
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ required "Set telemetry.otlp too: without it a service tells nothing." $telemetry.otlp | quote }}
{{- with $telemetry.metrics }}
- name: OTEL_EXPORTER_OTLP_METRICS_ENDPOINT
  value: {{ . | quote }}
- name: OTEL_EXPORTER_OTLP_METRICS_PROTOCOL
  value: http/protobuf
{{- end }}
{{- end }}
{{- end }}
