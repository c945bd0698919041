# Shared by try, test and uninstall; sourced by bash, never run.
#
# Everything of ours lies in one directory, $tracebook_home, but for the kernelspec, which lies where
# Jupyter looks for it. What a step has done is known by a stamp: a checksum of all that went into it.
# shellcheck shell=bash

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tracebook_home=${TRACEBOOK_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/tracebook}
demo=$tracebook_home/bin/tracebook-demo
started=() # processes that this script started, ended by it whatever happens

bold='' plain=''
if [[ -t 1 ]]; then bold=$'\033[1m' plain=$'\033[0m'; fi

step() { printf '%s==>%s %s\n' "$bold" "$plain" "$*"; }
note() { printf '    %s\n' "$*"; }

# fail WHAT [LINE...]: what could not be done, and the lines to type.
fail() {
  printf '%s==> It did not work:%s %s\n' "$bold" "$plain" "$1" >&2
  shift
  for line in "$@"; do printf '        %s\n' "$line" >&2; done
  exit 1
}

end_started() {
  local pid
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null || continue
    wait "$pid" 2>/dev/null || true
  done
  started=()
}
trap end_started EXIT

is_root() { [[ $(id -u) -eq 0 ]]; }

# Whether commands can be run as root: at once, or after sudo has asked at the terminal.
can_be_root() {
  is_root && return
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null && return
  [[ -t 0 && -t 1 ]] && sudo -v
}

as_root() { if is_root; then "$@"; else sudo "$@"; fi; }

# How a user types a command that needs root.
root_command() {
  if is_root; then
    echo "$*"
  elif command -v sudo >/dev/null; then
    echo "sudo $*"
  else
    echo "su -c '$*'"
  fi
}

# ---- Debian packages ---------------------------------------------------------------------------

# The file keeps, for `uninstall` to say, what came from apt.
apt_record=$tracebook_home/apt-packages

apt_has() {
  command -v apt-cache >/dev/null || return 1
  local candidate
  candidate=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p')
  [[ -n $candidate && $candidate != "(none)" ]]
}

# apt_update: once in a run, and only where an answer depends on it.
apt_updated=no
apt_update() {
  [[ $apt_updated == no ]] || return 0
  apt_updated=yes
  can_be_root || return 0
  as_root apt-get update -qq || note "apt-get update failed; going on with the package lists of last time"
}

# What a user types, or does, to have these packages.
how_to_install() {
  if command -v apt-get >/dev/null; then
    root_command apt-get install -y "$@"
  else
    echo "(with your system's package manager, what Debian calls $*)"
  fi
}

# apt_install PACKAGE...: false, having said why, where it cannot be done.
apt_install() {
  if ! command -v apt-get >/dev/null; then
    note "there is no apt-get here"
    return 1
  fi
  if ! can_be_root; then
    note "$(id -un) may not install packages: neither root nor sudo"
    return 1
  fi
  apt_update
  note "apt-get install $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
    >"$log" 2>&1 || { tail -n 5 "$log"; note "apt-get could not install $*"; return 1; }
  mkdir -p "$tracebook_home"
  printf '%s\n' "$@" >>"$apt_record"
}

# need COMMAND PACKAGE WHY: a command that there is no going on without.
need() {
  command -v "$1" >/dev/null && return
  step "Installing $2 ($3)"
  apt_install "$2" && hash -r && command -v "$1" >/dev/null && return
  fail "\`$1\` is missing ($3). Type:" "$(how_to_install "$2")"
}

# ---- The parts ---------------------------------------------------------------------------------

# The major version of the JDK in directory $1 from its `release` file, without starting it; else nothing.
jdk_version() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

# Sets java_home and java_version: 25 if there is one, else the newest from 21 on.
look_for_jdk() {
  java_home='' java_version=0
  local candidate version on_path=
  if command -v java >/dev/null; then
    on_path=$(readlink -f "$(command -v java)")
    on_path=${on_path%/bin/java}
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /opt/java/* /opt/jdk*; do
    [[ -n $candidate && ! -L $candidate ]] || continue
    version=$(jdk_version "$candidate")
    [[ -n $version && $version -ge 21 ]] || continue
    if [[ $version -eq 25 ]]; then
      java_home=$candidate java_version=$version
      return
    elif [[ $version -gt $java_version ]]; then
      java_home=$candidate java_version=$version
    fi
  done
}

codename() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

find_jdk() {
  look_for_jdk
  local package
  if [[ -z $java_home ]]; then
    apt_update
    for package in openjdk-25-jdk-headless temurin-25-jdk openjdk-21-jdk-headless temurin-21-jdk; do
      if apt_has "$package"; then
        step "Installing $package (no JDK of 21 or newer was found)"
        apt_install "$package" || fail "No JDK of 21 or newer. Type:" \
          "$(how_to_install "$package")"
        look_for_jdk
        break
      fi
    done
  fi
  [[ -n $java_home ]] || fail \
    "No JDK of 21 or newer under /usr/lib/jvm, in JAVA_HOME or on the path, and apt has none. For one of Adoptium, type:" \
    "$(root_command "install -d /etc/apt/keyrings")" \
    "wget -qO- https://packages.adoptium.net/artifactory/api/gpg/key/public | $(root_command "tee /etc/apt/keyrings/adoptium.asc") >/dev/null" \
    "echo 'deb [signed-by=/etc/apt/keyrings/adoptium.asc] https://packages.adoptium.net/artifactory/deb $(codename) main' | $(root_command "tee /etc/apt/sources.list.d/adoptium.list")" \
    "$(root_command apt-get update)" \
    "$(root_command apt-get install -y temurin-25-jdk)"
  step "Java $java_version is in $java_home"
}

# Sets jupyter, and jupyter_version: the one on the path when it can run notebooks, else ours, else Debian's.
find_jupyter() {
  local own=$tracebook_home/venv/bin/jupyter
  for jupyter in "$(command -v jupyter || true)" "$own"; do
    if [[ -n $jupyter ]] && runs_notebooks; then
      step "Jupyter is $jupyter (nbconvert $jupyter_version)"
      return
    fi
  done
  step "Installing JupyterLab into an environment of its own, $tracebook_home/venv (a minute)"
  if make_venv && "$tracebook_home/venv/bin/pip" install -q --disable-pip-version-check \
    jupyterlab jupyter-console >"$log" 2>&1; then
    jupyter=$own
    runs_notebooks && return
  fi
  [[ ! -s $log ]] || tail -n 3 "$log"
  rm -rf "$tracebook_home/venv"
  step "JupyterLab could not be installed from PyPI: taking Debian's packages"
  if apt_install jupyter-notebook jupyter-nbconvert jupyter-console; then
    jupyter=$(command -v jupyter)
    runs_notebooks && return
  fi
  fail "There is no Jupyter. Type one of:" "pipx install jupyterlab" \
    "$(how_to_install jupyter-notebook jupyter-nbconvert jupyter-console)"
}

runs_notebooks() {
  jupyter_version=$("$jupyter" nbconvert --version 2>/dev/null | tail -n 1) && [[ -n $jupyter_version ]]
}

make_venv() {
  : >"$log"
  need python3 python3 "for Jupyter"
  python3 -m venv --clear "$tracebook_home/venv" >"$log" 2>&1 && return
  rm -rf "$tracebook_home/venv"
  apt_install python3-venv && python3 -m venv --clear "$tracebook_home/venv" >"$log" 2>&1
}

# ---- Build and install -------------------------------------------------------------------------

# One checksum over all files given or found below, in a stable order.
checksum() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 cat -- | sha256sum | cut -d' ' -f1
}

# up_to_date NAME SUM FILE...: whether the step NAME was last done with the same SUM, and what it made is there.
up_to_date() {
  local stamp=$tracebook_home/stamps/$1 sum=$2 made
  shift 2
  for made in "$@"; do [[ -e $made ]] || return 1; done
  [[ -r $stamp && $(<"$stamp") == "$sum" ]]
}

done_with() {
  mkdir -p "$tracebook_home/stamps"
  printf '%s\n' "$2" >"$tracebook_home/stamps/$1"
}

# The jars, ours first, then the libraries in the order of their names: the ahead-of-time cache holds for
# exactly this class path.
class_path() {
  local jars
  jars=$(find "$tracebook_home/lib" -name '*.jar' ! -name tracebook.jar | LC_ALL=C sort | paste -sd:)
  printf '%s/lib/tracebook.jar:%s' "$tracebook_home" "$jars"
}

build() {
  local sum
  sum=$(cd "$repository" && checksum pom.xml src/main)-$java_version
  if up_to_date build "$sum" "$tracebook_home/lib/tracebook.jar"; then
    step "The kernel is built already"
    return
  fi
  need mvn maven "builds the kernel"
  step "Building the kernel with Maven (the first time it downloads its libraries: minutes)"
  (cd "$repository" && JAVA_HOME=$java_home mvn -q -B -Dmaven.test.skip=true package) >"$log" 2>&1 ||
    { grep -F '[ERROR]' "$log" | head -n 15; fail "The build failed. To see all of it, type:" \
      "cd $repository && JAVA_HOME=$java_home mvn -Dmaven.test.skip=true package"; }
  rm -rf "${tracebook_home:?}/lib" "$tracebook_home/stamps/kernelspec"
  mkdir -p "$tracebook_home/lib"
  cp "$repository"/target/tracebook.jar "$repository"/target/lib/*.jar "$tracebook_home/lib/"
  done_with build "$sum"
}

build_demo() {
  local sum
  sum=$(checksum "$repository/src/test/c/demo.c")
  if up_to_date demo "$sum" "$demo"; then
    step "The demo program is built already"
    return
  fi
  need gcc gcc "compiles the demo program"
  [[ -e /usr/include/stdio.h ]] || apt_install libc6-dev ||
    fail "The C library's headers are missing. Type:" "$(how_to_install libc6-dev)"
  step "Compiling the demo program, as a service is: gcc -g -O2"
  mkdir -p "$tracebook_home/bin"
  (cd "$repository/src/test/c" && gcc -g -O2 -pthread -o "$demo.new" demo.c) >"$log" 2>&1 ||
    { tail -n 20 "$log"; fail "gcc could not compile src/test/c/demo.c."; }
  mv "$demo.new" "$demo"
  done_with demo "$sum"
}

# The options of the kernel's Java, one a line; they must be the same in training and in use.
java_options() {
  echo --enable-native-access=ALL-UNNAMED
  if [[ $java_version -ge 24 ]]; then echo --sun-misc-unsafe-memory-access=allow; fi
  # To the first cell 8 % less CPU than with G1. C1 alone saved 1 % more: too little to give up C2 for.
  echo -XX:+UseSerialGC
  # A smaller young generation (-XX:NewSize=24m) saves 75 MiB up to the first tables, and costs 400 MiB where large
  # indexes or tables come and go: what they leave is promoted, and the old generation grows before it is collected.
}

# Trains the ahead-of-time cache: a run of the kernel that loads what a first cell loads, then ends.
# Without it the kernel works too and starts slower.
train_cache() {
  local options
  rm -f "$cache"
  [[ $java_version -ge 25 ]] || return 0
  step "Training the ahead-of-time cache (half a minute; it makes the kernel start twice as fast)"
  mapfile -t options < <(java_options)
  if timeout 180 "$java_home/bin/java" "${options[@]}" -XX:AOTCacheOutput="$cache" \
    -cp "$(class_path)" tracebook.Main --train "$demo" >"$log" 2>&1 </dev/null && [[ -s $cache ]]; then
    note "$(du -h "$cache" | cut -f1) in $cache"
  else
    rm -f "$cache"
    note "it could not be trained; the kernel starts without it, slower:"
    tail -n 3 "$log" | sed 's/^/    | /'
  fi
}

# A string as JSON.
json() {
  local s=${1//\\/\\\\}
  s=${s//\"/\\\"}
  printf '"%s"' "${s//$'\n'/\\n}"
}

install_kernelspec() {
  local sum spec data option options
  cache=$tracebook_home/tracebook.aot
  data=$("$jupyter" --data-dir)
  spec=$data/kernels/tracebook
  sum=$(cat "$tracebook_home/stamps/build")-$(checksum "$repository/kernel")-$(java_options | sha256sum)-$java_home-$spec
  if up_to_date kernelspec "$sum" "$spec/kernel.json"; then
    step "The kernelspec \`tracebook\` is installed already"
    return
  fi
  train_cache
  step "Installing the kernelspec \`tracebook\` in $spec"
  options=
  while read -r option; do options+="$(json "$option"), "; done < <(
    java_options
    if [[ -s $cache ]]; then echo "-XX:AOTCache=$cache"; fi
  )
  mkdir -p "$spec"
  cp "$repository"/kernel/logo-* "$spec/"
  while IFS= read -r line; do
    line=${line//\"@JAVA@\"/$(json "$java_home/bin/java")}
    line=${line//\"@OPTIONS@\", /$options}
    line=${line//\"@CLASS_PATH@\"/$(json "$(class_path)")}
    printf '%s\n' "$line"
  done <"$repository/kernel/kernel.json" >"$spec/kernel.json"
  printf '%s\n' "$spec" >"$tracebook_home/kernelspec"
  done_with kernelspec "$sum"
}

# One trace cell, of a program that it launches itself, or a Java cell where there are no rights to trace; only
# after something was installed anew.
check_kernel() {
  local sum kind=trace notebook=$tracebook_home/check.ipynb
  local cell=("%%trace --launch '$demo 5' --max 3" $'\n'"trace parse_request { emit text, length; }")
  if ! find_rights; then
    kind=Java
    cell=("System.getProperty(\"java.version\")" "")
  fi
  sum=$kind-$(cat "$tracebook_home/stamps/kernelspec" "$tracebook_home/stamps/demo")
  if up_to_date check "$sum"; then return; fi
  step "Checking the kernel by one $kind cell"
  cat >"$notebook" <<END
{"nbformat": 4, "nbformat_minor": 5,
 "metadata": {"kernelspec": {"name": "tracebook", "display_name": "Tracebook (Java + eBPF)", "language": "java"}},
 "cells": [{"cell_type": "code", "id": "check", "metadata": {}, "execution_count": null, "outputs": [],
   "source": [$(json "${cell[0]}"), $(json "${cell[1]}")]}]}
END
  run_notebook "$notebook" "$notebook" ||
    fail "The installed kernel does not run this cell; above is what it said. To go deeper, type:" \
      "$jupyter console --kernel tracebook" "cat $log"
  done_with check "$sum"
}

# All of it: what try and test have in common.
install_kernel() {
  mkdir -p "$tracebook_home"
  log=$tracebook_home/last-step.log
  find_jdk
  build
  build_demo
  find_jupyter
  install_kernelspec
}

# ---- Running notebooks -------------------------------------------------------------------------

# Sets with_rights: what to put before a command so that its traces have the rights they need. An ordinary
# user's command gets just the two capabilities for it, and stays that user's. False where there is no way.
find_rights() {
  local held capabilities=+bpf,+perfmon
  with_rights=()
  held=$(sed -n 's/^CapEff:\t//p' /proc/self/status)
  if (((16#$held >> 38 & 3) == 3)); then return; fi # CAP_PERFMON is 38, CAP_BPF 39
  if is_root || ! can_be_root; then return 1; fi
  with_rights=(sudo setpriv --reuid "$(id -u)" --regid "$(id -g)" --init-groups
    --inh-caps "$capabilities" --ambient-caps "$capabilities"
    env "HOME=$HOME" "PATH=$PATH" "TRACEBOOK_HOME=$tracebook_home")
}

# The same as a user types it: COMMAND with the rights to trace.
command_with_rights() {
  if is_root; then
    echo "$*"
  elif command -v sudo >/dev/null; then
    echo "sudo setpriv --reuid \$(id -u) --regid \$(id -g) --init-groups --inh-caps +bpf,+perfmon --ambient-caps +bpf,+perfmon env HOME=\$HOME $*"
  else
    echo "su -c \"setpriv --reuid $(id -u) --regid $(id -g) --init-groups --inh-caps +bpf,+perfmon --ambient-caps +bpf,+perfmon env HOME=$HOME $*\""
  fi
}

# Why there are no rights, on one line: which capability is missing.
no_rights() {
  local held missing=
  held=$(sed -n 's/^CapEff:\t//p' /proc/self/status)
  if (((16#$held >> 39 & 1) == 0)); then missing=CAP_BPF; fi
  if (((16#$held >> 38 & 1) == 0)); then missing+=${missing:+ and }CAP_PERFMON; fi
  if is_root; then
    echo "To trace, a process needs CAP_BPF and CAP_PERFMON; this root is without $missing (a container's root, it seems)."
  else
    echo "To trace, a process needs CAP_BPF and CAP_PERFMON; $(id -un) is without $missing, and without sudo."
  fi
}

# What the log of a failed run says, without the stacks of Jupyter's own Python.
kernel_words() {
  grep -vE '^(Traceback|[[:space:]]|\[NbConvertApp\]|$)' "$log" | tail -n 8 | sed 's/^/    | /' || true
}

# run_notebook FILE OUTPUT: executes FILE into OUTPUT and prints what its cells gave; false if one failed.
run_notebook() {
  local directory
  directory=$(mktemp -d)
  "${with_rights[@]}" "$jupyter" nbconvert --to notebook --execute --allow-errors \
    --ExecutePreprocessor.timeout=180 --ExecutePreprocessor.startup_timeout=90 \
    --output-dir "$directory" --output executed.ipynb "$1" >"$log" 2>&1 ||
    { kernel_words; rm -rf "$directory"; return 1; }
  cp "$directory/executed.ipynb" "$2"
  rm -rf "$directory"
  python3 "$repository/install/show_notebook.py" "$2"
}
