{{/* A service of ours: how it runs, where it is found, and how many of it may be away at a time.
     Takes root, name, replicas (empty where an autoscaler has the number) and environment, a list as YAML. */}}
{{- define "cqrs.component" -}}
{{- $values := index .root.Values .name -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
spec:
  {{- with .replicas }}
  replicas: {{ . }}
  {{- end }}
  revisionHistoryLimit: 3
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "cqrs.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "cqrs.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "cqrs.fullname" . }}
      {{- include "cqrs.pod-security" 1654 | nindent 6 }}
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      # 5 s until nobody sends any more, then 10 s in which the process ends what it has begun.
      terminationGracePeriodSeconds: 30
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "cqrs.selector" . | nindent 14 }}
      containers:
        - name: {{ .name }}
          image: {{ include "cqrs.image" . | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          {{- include "cqrs.container-security" . | nindent 10 }}
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: ASPNETCORE_HTTP_PORTS
              value: "8080"
            {{- with .environment }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- with include "cqrs.telemetry" .root | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- range $name, $value := $values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          # Alive: the process runs. Ready: its servers answer. A server that is away makes nobody start again.
          startupProbe:
            httpGet: {path: /alive, port: http}
            periodSeconds: 2
            failureThreshold: 30
          livenessProbe:
            httpGet: {path: /alive, port: http}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: {path: /health, port: http}
            periodSeconds: 5
            timeoutSeconds: 5
            failureThreshold: 3
          lifecycle:
            preStop:
              sleep:
                seconds: 5
          resources:
            {{- toYaml $values.resources | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "cqrs.selector" . | nindent 4 }}
  ports:
    - name: http
      port: 8080
      targetPort: http
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "cqrs.selector" . | nindent 6 }}
{{- end }}
