//! The server as systemd starts it: when somebody first calls, as a user of its
//! own, without a network, on a system that it cannot change but for its own
//! folder.

use clap::ValueEnum;

/// Which units are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Units {
    All,
    #[value(name = "kheo.socket")]
    Socket,
    #[value(name = "kheo.service")]
    Service,
}

/// The units as they go into the folder of systemd.
pub fn printed(wanted: Units) -> String {
    match wanted {
        Units::All => format!("{SOCKET}\n{}", service()),
        Units::Socket => SOCKET.to_owned(),
        Units::Service => service(),
    }
}

const SOCKET: &str = "\
# /etc/systemd/system/kheo.socket
[Unit]
Description=Calls to the field book kheo

[Socket]
ListenStream=/run/kheo/kheo.sock
SocketUser=kheo
SocketGroup=kheo
SocketMode=0660
DirectoryMode=0755

[Install]
WantedBy=sockets.target
";

fn service() -> String {
    let program = std::env::current_exe().map_or_else(
        |_| "/usr/local/bin/kheo".into(),
        |path| path.display().to_string(),
    );
    format!(
        "\
# /etc/systemd/system/kheo.service
[Unit]
Description=The field book kheo
Requires=kheo.socket
After=kheo.socket

[Service]
ExecStart={program} serve --store /var/lib/kheo/kheo.redb
User=kheo
Group=kheo
StateDirectory=kheo
StateDirectoryMode=0700
UMask=0077
Restart=on-failure
TimeoutStopSec=20
LimitNOFILE=8192
NoNewPrivileges=yes
PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX
IPAddressDeny=any
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources

[Install]
WantedBy=multi-user.target
"
    )
}
