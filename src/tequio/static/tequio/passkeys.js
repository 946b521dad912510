// Passkeys: carries what the server asks to the browser's own dialogue, and the answer into the form. See docs/pages.md.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (key) => ({ ...key, id: bytes(key.id) });
// A passkey belongs to a name; browsers give none to a bare number.
const able = window.PublicKeyCredential && !/^[\d.]+$|^\[/.test(location.hostname);

const asked = async (form) => {
  const written = document.getElementById(form.dataset.options);
  const whole = written ? JSON.parse(written.textContent) : await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
  const key = (whole.creation_options ?? whole.request_options).publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user = withBytes(key.user);
  key.excludeCredentials = key.excludeCredentials?.map(withBytes);
  key.allowCredentials = key.allowCredentials?.map(withBytes);
  if (key.authenticatorSelection) Object.assign(key.authenticatorSelection, { residentKey: "required", requireResidentKey: true });
  return key;
};

const spelled = (given) => {
  const { id, rawId, type, authenticatorAttachment, response } = given;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].filter((part) => response[part]);
  return JSON.stringify({
    id, type, authenticatorAttachment, rawId: text(rawId), clientExtensionResults: given.getClientExtensionResults(),
    response: { ...Object.fromEntries(parts.map((part) => [part, text(response[part])])), transports: response.getTransports?.() },
  });
};

document.querySelectorAll("[data-passkey]").forEach((form) => {
  if (!able) return;
  const { passkey, failed, known } = form.dataset;
  const said = form.querySelector("[role=status]");
  said.textContent = "";
  form.firstElementChild.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const given = await navigator.credentials[passkey]({ publicKey: await asked(form) });
      form.elements.credential.value = spelled(given);
      form.submit();
    } catch (error) {
      said.textContent = error.name === "InvalidStateError" && known ? known : failed;
    }
  });
});
