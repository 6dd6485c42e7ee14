{{/* A server to try things out: one pod on a volume of its own, with a password that is made once.
     Takes root, name, key and address of the connection string (with the password as %s), port, user id, data (where it keeps it),
     scratch (other directories that it writes to), environment (a list as YAML) and liveness (a probe as YAML). */}}
{{- define "cqrs.server" -}}
{{- $values := index .root.Values .name -}}
{{- $stored := (lookup "v1" "Secret" .root.Release.Namespace (include "cqrs.fullname" .)).data | default dict -}}
{{- $password := ternary (index $stored "password" | default "" | b64dec) (randAlphaNum 32) (hasKey $stored "password") -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
stringData:
  password: {{ $password | quote }}
  {{ .key }}: {{ printf .address $password | quote }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
spec:
  # The pod by its own name: a RabbitMQ node is its data and its host name.
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    {{- include "cqrs.selector" . | nindent 4 }}
  ports:
    - name: {{ .key }}
      port: {{ .port }}
      targetPort: {{ .key }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "cqrs.fullname" . }}
  labels:
    {{- include "cqrs.labels" . | nindent 4 }}
spec:
  serviceName: {{ include "cqrs.fullname" . }}
  replicas: 1
  selector:
    matchLabels:
      {{- include "cqrs.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "cqrs.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "cqrs.fullname" . }}
      {{- include "cqrs.pod-security" .user | nindent 6 }}
      terminationGracePeriodSeconds: 60
      containers:
        - name: {{ .name }}
          image: {{ $values.image | quote }}
          {{- include "cqrs.container-security" . | nindent 10 }}
          ports:
            - name: {{ .key }}
              containerPort: {{ .port }}
          env:
            {{- .environment | nindent 12 }}
          readinessProbe:
            tcpSocket: {port: {{ .key }}}
            periodSeconds: 5
          livenessProbe:
            {{- .liveness | nindent 12 }}
            initialDelaySeconds: 60
            periodSeconds: 30
            timeoutSeconds: 20
          resources:
            {{- toYaml $values.resources | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: {{ .data }}
            {{- range $i, $path := .scratch }}
            - name: scratch
              mountPath: {{ $path }}
              subPath: scratch-{{ $i }}
            {{- end }}
      volumes:
        - name: scratch
          emptyDir:
            sizeLimit: 256Mi
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: {{ $values.storage }}
{{- end }}
