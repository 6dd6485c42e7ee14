{{/* Quick up, slow down: what comes in may come again. */}}
{{- define "cqrs.behavior" -}}
scaleUp:
  stabilizationWindowSeconds: 0
  policies:
    - type: Pods
      value: 2
      periodSeconds: 30
scaleDown:
  stabilizationWindowSeconds: {{ .Values.scaleDownAfterSeconds }}
  policies:
    - type: Pods
      value: 1
      periodSeconds: 60
{{- end }}

{{/* By the CPU that is used. Takes root and name. */}}
{{- define "cqrs.cpu-scaler" -}}
{{- $values := index .root.Values .name -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "cqrs.fullname" . }}
  minReplicas: {{ $values.minReplicas }}
  maxReplicas: {{ $values.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $values.targetCpu }}
  behavior:
    {{- include "cqrs.behavior" .root | nindent 4 }}
{{- end }}
